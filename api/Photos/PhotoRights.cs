using Engagement.Core.Cases;
using Engagement.Core.Cases.Complaints;
using Engagement.Core.Cases.Evidence;
using Engagement.Core.Photos;
using Engagement.Core.Pledges;
using Engagement.Core.Pledges.Checks;
using Engagement.Core.Pledges.Signing;
using Engagement.Core.Shared;

namespace Engagement.Api.Photos;

/// <summary>The table from what a photo hangs on to the capability that decides who may see that.</summary>
public sealed class PhotoRights(CasePhotoRights cases, PledgePhotoRights pledges)
{
    public Task<bool> MaySeeAsync(Actor actor, Photo photo, CancellationToken cancel) => photo.OwnerKind switch
    {
        null => Task.FromResult(photo.UploadedBy == actor.AccountId),
        ComplaintService.PhotoOwner => cases.MaySeeAsync(actor, photo.OwnerId!.Value, photo.Id, cancel),
        PledgeService.PhotoOwner or PledgeService.FrontagePhotoOwner or CheckBatch.PhotoOwner => pledges.MaySeeAsync(actor, photo.OwnerKind, photo.OwnerId!.Value, cancel),
        _ => Task.FromResult(false),
    };
}
