using Engagement.Core.Safety;
using Engagement.Core.Shared;

namespace Engagement.Core.Cases;

/// <summary>Whether others than reporter and staff see the words; acceptance also opens them.</summary>
public sealed partial class Case
{
    /// <summary>The automatic check found nothing in words and pictures: others need not wait for staff.</summary>
    /// <param name="photosPassed">Every picture of the filing has passed, or there is none.</param>
    public void OpenWhenChecked(bool photosPassed)
    {
        if (Visibility != CaseVisibility.StaffOnly && Moderation == CaseModeration.Waiting && TextSafety == SafetyVerdict.Pass && photosPassed)
            Moderation = CaseModeration.Passed;
    }

    /// <summary>A member of staff has read the words and lets others read them.</summary>
    public void Open()
    {
        if (Moderation == CaseModeration.Passed) throw CaseErrors.AlreadyOpen();
        Moderation = CaseModeration.Passed;
    }

    /// <summary>A member of staff keeps the words from others; reporter and staff still see the case, and it is worked all the same.</summary>
    public void Hold()
    {
        if (Moderation == CaseModeration.Held) throw CaseErrors.AlreadyHeld();
        Moderation = CaseModeration.Held;
    }

    /// <summary>A picture that others may not see was deleted because its time was over; a line for staff says so.</summary>
    public CaseEvent RemovePhoto(Guid photoId, DateTime now, string note)
    {
        PhotoCount--;
        if (ThumbnailPhotoId == photoId) ThumbnailPhotoId = null;
        return Note(Actor.System, now, note);
    }
}
