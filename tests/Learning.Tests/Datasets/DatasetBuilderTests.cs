using SecurityDecisioning.Features;
using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;

namespace SecurityDecisioning.Learning.Tests.Datasets;

internal sealed class DatasetBuilderTests
{
    [Test]
    public void A_row_is_what_the_ranker_would_have_seen()
    {
        var (events, last) = Stuffing(60);
        var builder = new DatasetBuilder(new FeatureStore(), new RiskRanker(DetectorSet.Default), 1_000, seed: 1);
        foreach (var securityEvent in events)
        {
            builder.Add(securityEvent, Threat.CredentialStuffing, actor: 7);
        }

        var rows = builder.Build();

        // The way of a request, by itself: apply and read, propose, lay out.
        var store = new FeatureStore();
        foreach (var securityEvent in events.TakeWhile(e => e != last))
        {
            store.Apply(securityEvent);
        }

        var features = new float[FeatureCatalog.Count];
        store.ApplyAndRead(last, features);
        var slate = new CandidateSlate();
        new RiskRanker(DetectorSet.Default).Propose(last, features, slate);
        var served = new float[RankerColumns.Count];
        Assert.That(slate.Count, Is.GreaterThan(1));
        foreach (var candidate in slate.Items.ToArray())
        {
            RankerColumns.Fill(features, candidate, served);
            var row = Enumerable.Range(0, rows.Count)
                .Single(r => rows.LabelOf(r).TimeMs == last.TimeMs && rows.LabelOf(r).Threat == candidate.Threat);
            Assert.That(rows.Row(row).ToArray(), Is.EqualTo(served));
            Assert.That(rows.Label(row), Is.EqualTo(candidate.Threat == Threat.CredentialStuffing));
        }
    }

    [Test]
    public void Counts_say_how_many_attempts_were_proposed()
    {
        var builder = new DatasetBuilder(new FeatureStore(), new RiskRanker(DetectorSet.Default), 1_000, seed: 1);
        foreach (var securityEvent in Stuffing(60).Events)
        {
            builder.Add(securityEvent, Threat.CredentialStuffing, actor: 7);
        }

        builder.Add(SampleEvents.Request(Operation.Page, ip: "198.51.100.1", atMs: 90_000), Threat.None, actor: 8);

        Assert.Multiple(() =>
        {
            Assert.That(builder.Attempts(Threat.CredentialStuffing), Is.EqualTo(60));
            Assert.That(builder.Proposed(Threat.CredentialStuffing), Is.InRange(45, 60));
            Assert.That(builder.Attempts(Threat.None), Is.EqualTo(1));
            Assert.That(builder.BenignProposed, Is.Zero);
        });
    }

    [Test]
    public void A_flood_is_drawn_from_evenly_and_weighted_to_stand_for_all()
    {
        var reservoir = new RowReservoir(50, seed: 4);
        for (var i = 0; i < 1_000; i++)
        {
            reservoir.Admit(new RowLabel(true, 1, Threat.Scraping, 1, i));
        }

        for (var i = 0; i < 10; i++)
        {
            reservoir.Admit(new RowLabel(true, 1, Threat.AccountTakeover, 2, 1_000 + i));
        }

        var rows = reservoir.ToTrainingSet(RankerColumns.Names);
        var flood = Enumerable.Range(0, rows.Count).Where(r => rows.LabelOf(r).Threat == Threat.Scraping).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(rows.Count, Is.EqualTo(60));
            Assert.That(flood.Sum(rows.Weight), Is.EqualTo(1_000).Within(0.1));
            Assert.That(flood.Average(r => rows.LabelOf(r).TimeMs), Is.InRange(380, 620), "early and late alike");
        });
    }

    [Test]
    public void No_actor_is_on_both_sides_of_a_split()
    {
        var rows = RandomRows.Make(2_000, seed: 1);

        foreach (var split in new[] { DatasetSplit.ByActor(rows, 0.3, seed: 2), DatasetSplit.ByTime(WithLateActors(rows), 0.3) })
        {
            var (train, held) = (Actors(split.Train), Actors(split.Held));
            Assert.That(train, Is.Not.Empty);
            Assert.That(held, Is.Not.Empty);
            Assert.That(train.Intersect(held), Is.Empty);
        }

        static TrainingSet WithLateActors(TrainingSet rows)
        {
            var set = new TrainingSet(rows.ColumnNames);
            for (var r = 0; r < rows.Count; r++)
            {
                set.Add(rows.Row(r).ToArray(), rows.LabelOf(r) with { Actor = (ulong)(r < 1_600 ? r % 40 : r % 80) });
            }

            return set;
        }

        static HashSet<ulong> Actors(TrainingSet rows) =>
            Enumerable.Range(0, rows.Count).Select(r => rows.LabelOf(r).Actor).ToHashSet();
    }

    private static (List<SecurityEvent> Events, SecurityEvent Last) Stuffing(int attempts)
    {
        var events = new List<SecurityEvent>();
        SecurityEvent last = null!;
        for (var i = 0; i < attempts; i++)
        {
            last = SampleEvents.Request(
                Operation.Login, account: $"user{i}", ip: "203.0.113.66", userAgent: "python-requests/2.31", atMs: i * 900,
                traits: RequestTraits.HasUserAgent);
            events.Add(last);
            events.Add(SampleEvents.Outcome(last, status: 401, login: LoginOutcome.Failed));
        }

        return (events, last);
    }
}
