using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Vocabulary;

/// <summary>Calls that are settled when the rule is compiled: <c>threat("scraping")</c>, <c>known(f.account.new_device)</c>.</summary>
internal static class PolicyForms
{
    public static CelVariable? Threat(CelCall call, out CelProblem problem) => ThreatOf(call, out problem) is { } threat
        ? new PolicyVariable(call.ToString(), CelType.Double, new ThreatNode(threat), InputNature.Evidence)
        : null;

    /// <summary><c>threat("scraping").evidence</c></summary>
    public static CelVariable? Evidence(CelCall call, out CelProblem problem) => ThreatOf(call, out problem) is { } threat
        ? new PolicyVariable(
            $"{new CelCall(0, null, "threat", call.Arguments)}.evidence", CelType.ListOf(CelType.String), new EvidenceNode(threat),
            InputNature.Evidence)
        : null;

    private static Threat? ThreatOf(CelCall call, out CelProblem problem)
    {
        problem = default;
        var names = ThreatCatalog.All.Select(t => t.Name).ToList();
        if (call.Arguments is not [CelLiteral { Value: { Kind: CelKind.String } literal } argument])
        {
            problem = new CelProblem(call.Offset, "threat-argument", "`threat` takes the name of one threat, in quotes",
                $"write threat(\"{names[0]}\")");
            return null;
        }

        if (!ThreatCatalog.TryParse(literal.AsString, out var threat))
        {
            var hint = NearestName.Hint(literal.AsString, names);
            problem = new CelProblem(argument.Offset, "unknown-threat", $"there is no threat {literal}",
                hint.Length > 0 ? hint : $"the threats are {string.Join(", ", names)}");
            return null;
        }

        return threat;
    }

    public static CelVariable? Known(CelCall call, out CelProblem problem)
    {
        problem = default;
        var name = call.Arguments is [var argument] ? CelSelect.QualifiedName(argument) : null;
        if (name is null || !name.StartsWith("f.", StringComparison.Ordinal))
        {
            problem = new CelProblem(call.Offset, "known-argument", "`known` takes one feature", "write known(f.account.new_device)");
            return null;
        }

        if (PolicyVocabulary.Environment.Find(name) is not PolicyVariable { Feature: { } feature } variable)
        {
            problem = UnknownName.Describe(call.Arguments[0], name, PolicyVocabulary.Environment);
            return null;
        }

        return new PolicyVariable(call.ToString(), CelType.Bool, new FeatureKnownNode(feature.Index), variable.Nature)
        {
            Feature = feature,
        };
    }

    /// <summary>
    /// Events keep the first 64 bits of the SHA-256 of a fingerprint (<see cref="SecurityEvent.Ja4"/>), so a condition's is hashed
    /// when it is compiled.
    /// </summary>
    public static CelVariable? Ja4(CelCall call, out CelProblem problem)
    {
        problem = default;
        if (call.Arguments is [CelLiteral { Value: { Kind: CelKind.String } literal }] && literal.AsString.Length is > 0 and <= 64)
        {
            var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(literal.AsString)));
            return new PolicyVariable(call.ToString(), CelType.Bool, new Ja4Node(hash), InputNature.Evidence);
        }

        problem = new CelProblem(call.Offset, "ja4-argument", "`ja4` takes one fingerprint, in quotes",
            "write ja4(\"t13d1516h2_8daaf6152771_b186095e22b6\")");
        return null;
    }
}
