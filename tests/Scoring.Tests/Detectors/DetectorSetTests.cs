using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Scoring.Detectors;

namespace SecurityDecisioning.Scoring.Tests.Detectors;

internal sealed class DetectorSetTests
{
    private static readonly Operation[] AllOperations = Enum.GetValues<Operation>();

    [Test]
    public void Default_has_a_detector_for_every_threat() =>
        Assert.That(DetectorSet.Default.All.Select(d => d.Threat), Is.EquivalentTo(ThreatCatalog.All.Select(t => t.Threat)));

    [Test]
    public void Two_detectors_of_one_name_are_refused() => Assert.That(
        () => new DetectorSet([new ScrapingDetector(), new ScrapingDetector()]),
        Throws.ArgumentException.With.Message.Contains("`scraping`"));

    [Test]
    public void An_event_of_which_nothing_is_known_is_no_threat([ValueSource(nameof(AllOperations))] Operation operation)
    {
        var slate = new CandidateSlate();

        DetectorSet.Default.Propose(SampleEvents.Request(operation, session: "s"), FeatureVector.Of(), slate);

        Assert.That(slate.Count, Is.Zero);
    }

    [Test]
    public void Triage_is_a_probability_with_evidence_for_any_features() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(AnyCase(), c =>
        {
            var slate = Propose(c.Operation, c.Features);
            foreach (var candidate in slate.Items)
            {
                if (!(candidate.Triage is >= SignSum.WorthProposing and <= 1) || candidate.Evidence.IsEmpty)
                {
                    return false;
                }

                foreach (var evidence in candidate.Evidence)
                {
                    if (evidence.Value != c.Features[evidence.Feature])
                    {
                        return false;
                    }
                }
            }

            return true;
        }));

    /// <summary>More failures, more accounts, more requests never make anything look safer; more successes may.</summary>
    [Test]
    public void Triage_never_falls_as_a_count_of_bad_signs_grows() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(AnyCase(), c =>
        {
            var before = Propose(c.Operation, c.Features);
            foreach (var bad in BadCounts)
            {
                var more = (float[])c.Features.Clone();
                more[bad] += 7;
                var after = Propose(c.Operation, more);
                foreach (var candidate in before.Items)
                {
                    if (after.ProbabilityOf(candidate.Threat) < candidate.Triage - 1e-6f)
                    {
                        return false;
                    }
                }
            }

            return true;
        }));

    private static readonly int[] BadCounts =
    [
        .. FeatureCatalog.All.Where(f => f.Unit == FeatureUnit.Count || f.Unit == FeatureUnit.Distinct)
            .Where(f => f.Name.Contains("failed", StringComparison.Ordinal)
                || f.Name.Contains("distinct", StringComparison.Ordinal)
                || f.Name.Contains("status", StringComparison.Ordinal)
                || f.Name.Contains("registrations", StringComparison.Ordinal))
            .Select(f => f.Index),
    ];

    private static CandidateSlate Propose(Operation operation, float[] features)
    {
        var slate = new CandidateSlate();
        DetectorSet.Default.Propose(SampleEvents.Request(operation, session: "s"), features, slate);
        return slate;
    }

    private static Arbitrary<(Operation Operation, float[] Features)> AnyCase()
    {
        var value = Gen.Frequency(
            (2, Gen.Constant(float.NaN)),
            (3, Gen.Constant(0f)),
            (2, Gen.Constant(1f)),
            (3, Gen.Choose(0, 60).Select(v => (float)v)),
            (1, Gen.Choose(0, 100_000).Select(v => (float)v)));
        var features = value.ArrayOf(FeatureCatalog.Count);
        return Gen.Elements(AllOperations).Zip(features).Select(p => (p.Item1, p.Item2)).ToArbitrary();
    }
}
