using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>What an event does to one entity, and what a vector says of it.</summary>
internal sealed class EntityFold(EntityBlocks blocks)
{
    /// <summary>Applies the event; false where it came too late for any window.</summary>
    public bool Apply(ref EntityRecord record, in Change change)
    {
        var time = change.Moment.TimeMs;
        if (time > record.NewestMs)
        {
            blocks.Advance(ref record, Buckets.Of(record.NewestMs), change.Moment.Bucket);
            record.NewestMs = time;
        }

        record.FirstMs = Math.Min(record.FirstMs, time);
        if (change.IsRequest) record.Arrivals.Add(time);
        var counted = EntityWindows.Apply(blocks, ref record, FeatureLayout.Of(record.Kind), change);
        if (record.Kind == EntityKind.Account && change.IsLogin) LearnLogin(ref record, change);
        if (record.Kind == EntityKind.Session && change.IsRequest) LearnSession(ref record, change, isSignIn: false);
        return counted;
    }

    /// <summary>A session that the event's answer created: it begins with what signed in.</summary>
    public void SignIn(ref EntityRecord record, in Change change)
    {
        var time = change.Moment.TimeMs;
        if (time > record.NewestMs)
        {
            blocks.Advance(ref record, Buckets.Of(record.NewestMs), change.Moment.Bucket);
            record.NewestMs = time;
        }

        record.FirstMs = Math.Min(record.FirstMs, time);
        record.Flags |= EntityFlags.SignedIn;
        LearnSession(ref record, change, isSignIn: true);
    }

    public void Write(ref EntityRecord record, in Change change, Span<float> vector)
    {
        var layout = FeatureLayout.Of(record.Kind);
        EntityWindows.Write(blocks, ref record, layout, change.Moment, vector);
        vector[layout.Arrival] = record.Arrivals.SecondsSinceLast(change.Moment.TimeMs, change.IsRequest);
        vector[layout.Arrival + 1] = Math.Max(0, change.Moment.TimeMs - record.FirstMs) / 1000f;
        vector[layout.Arrival + 2] = record.Arrivals.Variation();
        if (layout.StateCount == 0) return;
        var states = vector.Slice(layout.States, layout.StateCount);
        if (record.Kind == EntityKind.Account) WriteAccount(record, change.Marks, states);
        else WriteSession(record, change.Marks, states);
    }

    private void LearnLogin(ref EntityRecord record, in Change change)
    {
        record.Flags |= EntityFlags.SignedIn;
        if (!blocks.TryProfile(ref record, room: 4, out var block)) return;
        var profile = new AccountProfile(block);
        profile.AddLogin();
        for (var trait = Trait.Device; trait <= Trait.Country; trait++)
        {
            // An account that signs in without a device is known to do so: having none is a value like another.
            var mark = MarkOf(change.Marks, trait);
            if (mark != 0 || trait is Trait.Device or Trait.UserAgent)
                profile.Learn(trait, (uint)(mark >> 32), change.Moment.Bucket);
        }
    }

    private void LearnSession(ref EntityRecord record, in Change change, bool isSignIn)
    {
        if (!blocks.TryProfile(ref record, room: 0, out var block)) return;
        var profile = new SessionProfile(block);
        for (var trait = Trait.Device; trait <= Trait.Country; trait++)
        {
            var mark = MarkOf(change.Marks, trait);
            if (mark != 0) profile.Learn(trait, (uint)(mark >> 32), change.Moment.TimeMs, isSignIn);
        }
    }

    private void WriteAccount(in EntityRecord record, in Marks marks, Span<float> states)
    {
        states.Fill(float.NaN);
        states[0] = 0;
        if (record.Profile == 0) return;
        var profile = new AccountProfile(blocks.Profile(record));
        states[0] = profile.Logins;
        for (var trait = Trait.Device; trait <= Trait.Country; trait++)
        {
            var mark = MarkOf(marks, trait);
            if (mark == 0 && trait is Trait.Network or Trait.Country) continue;
            if (profile.KnowsAny(trait)) states[1 + (int)trait] = profile.Knows(trait, (uint)(mark >> 32)) ? 0 : 1;
        }
    }

    private void WriteSession(in EntityRecord record, in Marks marks, Span<float> states)
    {
        states.Fill(float.NaN);
        if (record.Profile == 0) return;
        var profile = new SessionProfile(blocks.Profile(record));
        for (var trait = Trait.Device; trait <= Trait.Country; trait++)
        {
            var mark = MarkOf(marks, trait);
            if (mark != 0 || trait is Trait.Device or Trait.UserAgent)
                states[(int)trait] = profile.Changed(trait, (uint)(mark >> 32));
        }
    }

    private static ulong MarkOf(in Marks marks, Trait trait) => trait switch
    {
        Trait.Device => marks.Device,
        Trait.Network => marks.Network,
        Trait.UserAgent => marks.UserAgent,
        _ => marks.Country,
    };
}
