using System.Text;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Proving;

[TestFixture]
internal sealed class ProofLimitTests
{
    /// <summary>Dead, which only the proofs that the limit ends can tell.</summary>
    private const string Dead = "'f.ip.requests_5m > 5 && f.ip.requests_5m < 3'";

    /// <summary>Set by a device's cookie, on any page and without consent.</summary>
    private const string Unconsented = "'f.device.requests_5m > 5'";

    [Test]
    public void Set_too_long_to_prove_is_still_refused_for_what_must_never_be()
    {
        var result = Load(steps: 0, PolicyTexts.Rule(Dead, name: "first"), PolicyTexts.Rule(Unconsented, name: "second", match: "consent: []"));

        Assert.Multiple(() =>
        {
            Assert.That(result.Set, Is.Null);
            Assert.That(result.Problems.Select(p => (p.File, p.Code)), Is.EqualTo(new[] { ("1.yaml", "consent") }));
        });
    }

    [Test]
    public void Set_too_long_to_prove_says_so()
    {
        var result = Load(steps: 0, PolicyTexts.Rule(Unconsented, name: "first"), PolicyTexts.Rule(Dead, name: "second"));

        Assert.Multiple(() =>
        {
            Assert.That(result.Set, Is.Not.Null);
            Assert.That(result.Warnings.Select(w => w.Code), Has.Member("gave-up"));
        });
    }

    private static PolicyLoadResult Load(long steps, params string[] documents) => PolicyLoader.Build(
        [.. documents.Select((d, i) => new PolicyFile($"{i}.yaml", Encoding.UTF8.GetBytes(d)))], null, new ProblemList(), steps);
}
