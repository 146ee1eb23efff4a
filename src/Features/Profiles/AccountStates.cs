using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Shared;
using SecurityDecisioning.Features.Storage;

namespace SecurityDecisioning.Features.Profiles;

/// <summary>What an account's profile learns from a login and what a vector reads of it.</summary>
internal static class AccountStates
{
    private const int HourMs = 3_600_000;
    private const int AsnAt = 5;
    private const int VelocityAt = 6;
    private const int ResetAt = 7;
    private const int SurpriseAt = 10;

    /// <summary>Position of sensitive_on_new_device, which needs the device too: <see cref="FeatureStore"/> writes it.</summary>
    public const int SensitiveAt = 9;

    public static void LearnLogin(AccountProfile profile, in Change change)
    {
        profile.AddLogin(change.Moment.TimeMs, change.Event.Place);
        for (var trait = Trait.Device; trait <= Trait.Asn; trait++)
        {
            // An account that signs in without a device is known to do so: having none is a value like another.
            var mark = MarkOf(change.Marks, trait);
            if (mark != 0 || trait is Trait.Device or Trait.UserAgent)
                profile.Learn(trait, (uint)(mark >> 32), change.Moment.Bucket);
        }

        Span<ulong> marks = stackalloc ulong[2 * LoginLikelihood.Levels];
        LoginLikelihood.NetworkMarks(change, marks);
        LoginLikelihood.AgentMarks(change, marks[LoginLikelihood.Levels..]);
        foreach (var mark in marks)
        {
            if (mark != 0) profile.Tally(mark);
        }
    }

    public static void Write(
        EntityBlocks blocks, in EntityRecord record, in Change change, LoginTallies logins, Span<float> states)
    {
        states.Fill(float.NaN);
        states[0] = 0;
        states[ResetAt + 1] = 0;
        if (record.Profile == 0) return;
        var profile = new AccountProfile(blocks.Profile(record));
        states[0] = profile.Logins;
        WriteReset(profile, change, states);
        if (profile.Logins == 0) return;
        WriteNovelty(profile, change.Marks, states);
        if (!change.Event.Place.IsNone && profile.PlaceTime >= 0 && profile.PlaceTime <= change.Moment.TimeMs)
            states[VelocityAt] = Travel.KmPerHour(profile.Place, change.Event.Place, change.Moment.TimeMs - profile.PlaceTime);

        Span<ulong> marks = stackalloc ulong[LoginLikelihood.Levels];
        LoginLikelihood.NetworkMarks(change, marks);
        states[SurpriseAt] = LoginLikelihood.Surprise(profile, logins, marks);
        LoginLikelihood.AgentMarks(change, marks);
        states[SurpriseAt + 1] = LoginLikelihood.Surprise(profile, logins, marks);
        states[SurpriseAt + 2] = states[SurpriseAt] + states[SurpriseAt + 1];
    }

    public static ulong MarkOf(in Marks marks, Trait trait) => trait switch
    {
        Trait.Device => marks.Device,
        Trait.Network => marks.Network,
        Trait.UserAgent => marks.UserAgent,
        Trait.Country => marks.Country,
        _ => marks.Asn,
    };

    private static void WriteNovelty(AccountProfile profile, in Marks marks, Span<float> states)
    {
        var known = profile.KnownTraits();
        for (var trait = Trait.Device; trait <= Trait.Asn; trait++)
        {
            var mark = MarkOf(marks, trait);
            if (mark == 0 && trait is not (Trait.Device or Trait.UserAgent)) continue;
            var at = trait == Trait.Asn ? AsnAt : 1 + (int)trait;
            if ((known & (1u << (int)trait)) != 0) states[at] = profile.Knows(trait, (uint)(mark >> 32)) ? 0 : 1;
        }
    }

    private static void WriteReset(AccountProfile profile, in Change change, Span<float> states)
    {
        var (time, reset) = (change.Moment.TimeMs, profile.NewestReset);
        if (reset < 0 || reset > time) return;
        states[ResetAt] = (time - reset) / 1000f;
        var isTrying = change.Event.Operation == Operation.Login && time - reset <= HourMs;
        var login = profile.NewestLogin;
        states[ResetAt + 1] = isTrying || (login >= reset && login - reset <= HourMs) ? 1 : 0;
    }
}
