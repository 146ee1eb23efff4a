using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Profiles;
using SecurityDecisioning.Features.Shared;
using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Storage;

/// <summary>What an event does to one entity, and what a vector says of it.</summary>
internal sealed class EntityFold(EntityBlocks blocks)
{
    /// <summary>
    /// For so long nobody counts as known behind a new name: whoever else knows of it may tell this late without a difference.
    /// </summary>
    private const int NewcomerMs = 60_000;

    /// <summary>Applies the event; false where it came too late for any window.</summary>
    public bool Apply(ref EntityRecord record, ref Change change)
    {
        MoveTo(ref record, change.Moment.TimeMs, change.Moment.Bucket);
        var layout = FeatureLayout.Of(record.Kind);
        if (change.IsRequest)
        {
            record.Arrivals.Add(change.Moment.TimeMs);
            if (layout.HasWeek) new WeekProfile(EntityBlocks.Week(ref record)).Add(change.Moment.TimeMs, change.Event.Place);
        }

        if (record.Kind == EntityKind.Account) LearnAccount(ref record, ref change);
        if (record.Kind == EntityKind.Session && change.IsRequest) LearnSession(ref record, ref change, isSignIn: false);
        return EntityWindows.Apply(blocks, ref record, layout, change);
    }

    /// <summary>A session that the event's answer created: it begins with what signed in.</summary>
    public void SignIn(ref EntityRecord record, ref Change change)
    {
        MoveTo(ref record, change.Moment.TimeMs, change.Moment.Bucket);
        record.Flags |= EntityFlags.SignedIn;
        LearnSession(ref record, ref change, isSignIn: true);
    }

    /// <summary>Counts of many requests within one bucket.</summary>
    public void Count(ref EntityRecord record, int bucket, ReadOnlySpan<uint> counts)
    {
        MoveTo(ref record, (long)bucket * Buckets.FinestMs, bucket);
        EntityWindows.Count(blocks, ref record, bucket, counts);
    }

    public void WriteBefore(ref EntityRecord record, int running, Span<float> target) =>
        EntityWindows.WriteBefore(blocks, ref record, running, target);

    public void Write(ref EntityRecord record, ref Change change, LoginTallies logins, Span<float> vector)
    {
        var layout = FeatureLayout.Of(record.Kind);
        var time = change.Moment.TimeMs;
        EntityWindows.Write(blocks, ref record, layout, change.Moment, vector);
        var variation = record.Arrivals.Variation();
        vector[layout.Arrival] = record.Arrivals.SecondsSinceLast(time, change.IsRequest);
        vector[layout.Arrival + 1] = Math.Max(0, time - record.FirstMs) / 1000f;
        vector[layout.Arrival + 2] = variation;
        if (layout.Manner < 0) return;
        WriteManner(record, layout, variation, vector);
        vector[layout.Past] = record.Past.Restrictions;
        vector[layout.Past + 1] = record.Past.Lifts;
        vector[layout.Past + 2] = record.Past.Attacks;
        vector[layout.Past + 3] = record.Past.Cleared;
        if (layout.HasWeek) new WeekProfile(EntityBlocks.Week(ref record)).Write(time, vector.Slice(layout.Week, 4));
        if (layout.StateCount == 0) return;
        var states = vector.Slice(layout.States, layout.StateCount);
        if (record.Kind == EntityKind.Account) AccountStates.Write(blocks, record, change, logins, states);
        else WriteSession(record, ref change, states);
    }

    private void MoveTo(ref EntityRecord record, long timeMs, int bucket)
    {
        if (timeMs > record.NewestMs)
        {
            blocks.Advance(ref record, Buckets.Of(record.NewestMs), bucket);
            record.NewestMs = timeMs;
        }

        record.FirstMs = Math.Min(record.FirstMs, timeMs);
    }

    private static void WriteManner(in EntityRecord record, FeatureLayout layout, float variation, Span<float> vector)
    {
        vector[layout.Manner] = record.Arrivals.MeanSeconds();
        vector[layout.Manner + 1] = (variation - 1) / (variation + 1);
        vector[layout.Manner + 2] = vector[layout.At(FeatureCounter.Requests, FeatureWindow.Hour1)]
            / Math.Max(1, vector[layout.At(FeatureCounter.Pages, FeatureWindow.Hour1)]);
        var passed = vector[layout.At(FeatureCounter.ChallengesPassed, FeatureWindow.Hours24)];
        vector[layout.Manner + 3] = passed / (passed + vector[layout.At(FeatureCounter.ChallengesFailed, FeatureWindow.Hours24)]);
    }

    private void LearnAccount(ref EntityRecord record, ref Change change)
    {
        var e = change.Event;
        var time = change.Moment.TimeMs;
        var isRegistered = e is
        {
            Kind: EventKind.Outcome, Operation: Operation.Register, Action: ActionKind.Allow, Status: >= 200 and < 400,
        };
        var isReset = change.IsRequest && e.Operation == Operation.PasswordReset;
        if (e is { Kind: EventKind.Outcome, Login: LoginOutcome.Failed })
        {
            var start = ((long)change.Moment.Bucket * Buckets.FinestMs) - NewcomerMs;
            change.IsNameUnknown = record.Profile == 0 || !new AccountProfile(blocks.Profile(record)).IsKnownBefore(start);
        }

        if (change.IsLogin) record.Flags |= EntityFlags.SignedIn;
        if (!change.IsLogin && !isRegistered && !isReset) return;
        if (!blocks.TryAccountProfile(ref record, room: change.IsLogin ? 5 : 0, out var block)) return;
        var profile = new AccountProfile(block);
        if (isReset) profile.SetReset(time);
        if (change.IsLogin || isRegistered) profile.SetKnown(time);
        if (change.IsLogin) AccountStates.LearnLogin(profile, change);
    }

    private void LearnSession(ref EntityRecord record, ref Change change, bool isSignIn)
    {
        if (!blocks.TrySessionProfile(ref record, out var block)) return;
        var profile = new SessionProfile(block);
        for (var trait = Trait.Device; trait <= Trait.Country; trait++)
        {
            var mark = AccountStates.MarkOf(change.Marks, trait);
            if (mark != 0) profile.Learn(trait, (uint)(mark >> 32), change.Moment.TimeMs, isSignIn);
        }

        if (change.IsRequest) change.Steps = profile.Step(change.Moment.Bucket, StepModel.RankOf(change.Event.Operation));
    }

    /// <summary>Rank of the session's last step before the event's bucket; what the step model needs even where nothing is read.</summary>
    public int StepBefore(in EntityRecord record, int bucket) =>
        record.Profile == 0 ? 0 : new SessionProfile(blocks.Profile(record)).StepBefore(bucket);

    private void WriteSession(in EntityRecord record, ref Change change, Span<float> states)
    {
        states.Fill(float.NaN);
        if (record.Profile == 0) return;
        var profile = new SessionProfile(blocks.Profile(record));
        for (var trait = Trait.Device; trait <= Trait.Country; trait++)
        {
            var mark = AccountStates.MarkOf(change.Marks, trait);
            if (mark != 0 || trait is Trait.Device or Trait.UserAgent)
                states[(int)trait] = profile.Changed(trait, (uint)(mark >> 32));
        }
    }
}
