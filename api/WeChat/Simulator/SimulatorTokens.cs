using System.Security.Cryptography;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Access tokens by the rules of stable_token and of the older token interface, which do not affect each other.</summary>
public sealed class SimulatorTokens(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(7200);
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(300);
    private const int ForcedPerDay = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _live = [];
    private string? _stable;
    private string? _plain;
    private DateTimeOffset _lastForced = DateTimeOffset.MinValue;
    private (DateTime Day, int Count) _forced;

    /// <summary>How many tokens stable_token made, and how often it was asked.</summary>
    public int Issued { get; private set; }

    public int Asked { get; private set; }

    /// <summary>How many refreshes were forced, and how often that was asked for.</summary>
    public int Forced { get; private set; }

    public int ForceAsked { get; private set; }

    /// <returns>Null when the day's forced refreshes are used up.</returns>
    public (string Token, int ExpiresIn)? Stable(bool force)
    {
        lock (_gate)
        {
            Asked++;
            if (force) ForceAsked++;
            var now = clock.GetUtcNow();
            if (force && now - _lastForced >= TimeSpan.FromSeconds(30))
            {
                var day = now.ToOffset(TimeSpan.FromHours(8)).Date;
                _forced = _forced.Day == day ? (day, _forced.Count + 1) : (day, 1);
                if (_forced.Count > ForcedPerDay) return null;
                Forced++;
                _lastForced = now;
                if (_stable is not null) _live.Remove(_stable);
                _stable = null;
            }
            // In its last five minutes the old one stays valid beside the new one.
            if (_stable is null || !_live.TryGetValue(_stable, out var ends) || ends - now < Overlap)
            {
                _stable = NewToken(now);
                Issued++;
                ends = _live[_stable];
            }
            return (_stable, (int)(ends - now).TotalSeconds);
        }
    }

    /// <summary>The older interface: every call makes a new token, the one before lives five minutes on.</summary>
    public (string Token, int ExpiresIn) Plain()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_plain is not null && _live.TryGetValue(_plain, out var ends) && ends > now + Overlap) _live[_plain] = now + Overlap;
            _plain = NewToken(now);
            return (_plain, (int)Life.TotalSeconds);
        }
    }

    /// <summary>0, or the code of what is wrong with the token.</summary>
    public int Check(string? token)
    {
        if (string.IsNullOrEmpty(token)) return 41001;
        if (token.Length < 100) return 40014;
        lock (_gate)
        {
            if (!_live.TryGetValue(token, out var ends)) return 40001;
            return ends > clock.GetUtcNow() ? 0 : 42001;
        }
    }

    /// <summary>What somebody else's forced refresh does to us.</summary>
    public void Invalidate()
    {
        lock (_gate)
        {
            if (_stable is not null) _live.Remove(_stable);
            _stable = null;
        }
    }

    private string NewToken(DateTimeOffset now)
    {
        var token = "SIM_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(114)).Replace('+', '-').Replace('/', '_');
        _live[token] = now + Life;
        return token;
    }
}
