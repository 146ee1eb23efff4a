using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Proving;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>Documents to a set. Either all of them are right, or there is no set and every problem is told.</summary>
public static class PolicyLoader
{
    /// <summary>Loads every <c>.yaml</c> and <c>.yml</c> file of a folder and the folders below it.</summary>
    /// <param name="folder">Where the documents are.</param>
    /// <param name="modes">Modes over the documents' own, by policy name or pattern such as <c>login-*</c>.</param>
    public static PolicyLoadResult Load(string folder, IReadOnlyDictionary<string, string>? modes = null)
    {
        var problems = new ProblemList();
        return Build(PolicyFolder.Read(folder, problems), modes, problems);
    }

    /// <summary>Loads one document that is in memory.</summary>
    public static PolicyLoadResult LoadText(string file, string text, IReadOnlyDictionary<string, string>? modes = null) =>
        Build([new PolicyFile(file, Encoding.UTF8.GetBytes(text))], modes, new ProblemList());

    internal static PolicyLoadResult Build(
        IReadOnlyList<PolicyFile> files,
        IReadOnlyDictionary<string, string>? modes,
        ProblemList problems,
        long proofSteps = PolicyProofs.StepsOfSet) => Read(files, modes, problems, proofSteps).Result;

    internal static LoadedDocuments Read(
        IReadOnlyList<PolicyFile> files,
        IReadOnlyDictionary<string, string>? modes,
        ProblemList problems,
        long proofSteps = PolicyProofs.StepsOfSet)
    {
        var overrides = new ModeOverrides(modes, problems);
        var documents = ReadDocuments(files, problems);
        var scope = SharedScopeBuilder.Build(documents.Shared, problems);
        var compiler = new PolicyCompiler(problems, scope);
        var policies = new List<(PolicyDocument Document, CompiledPolicy Policy)>(files.Count);
        var warnings = new ProblemList();
        var proofs = new PolicyProofs(problems, warnings, proofSteps);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in documents.Policies)
        {
            ReportDuplicate(document, places, problems);
            if (compiler.Compile(document, document.Name is { } name ? overrides.For(name.Value) : null) is { } policy)
            {
                policies.Add((document, policy));
                proofs.Add(document, policy);
            }
        }

        proofs.Run();
        var findings = warnings.ToList();
        var set = problems.IsEmpty
            ? new PolicySet(HashOf(files, overrides), [.. policies.Select(p => p.Policy)]) { Findings = findings }
            : null;
        return new LoadedDocuments(new PolicyLoadResult(set, problems.ToList()) { Warnings = findings }, scope, policies);
    }

    internal static DocumentSet ReadDocuments(IReadOnlyList<PolicyFile> files, ProblemList problems)
    {
        var documents = new DocumentSet();
        foreach (var file in files)
        {
            if (SourceText.Decode(file.Name, file.Bytes, problems) is { } source)
            {
                DocumentReader.Read(source, documents, problems);
            }
        }

        return documents;
    }

    private static void ReportDuplicate(PolicyDocument document, Dictionary<string, string> places, ProblemList problems)
    {
        if (document.Name is not { } name)
        {
            return;
        }

        var at = document.Source.PositionOf(name.Offset);
        if (!places.TryAdd(name.Value, $"{document.Source.File}:{at.Line}"))
        {
            problems.Add(new PolicyProblem(document.Source.File, at.Line, at.Column, "duplicate-policy",
                $"a policy `{name.Value}` is at {places[name.Value]} already", "give each policy a name of its own"));
        }
    }

    private static string HashOf(IReadOnlyList<PolicyFile> files, ModeOverrides overrides)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(file.Name)));
            hash.AppendData(SHA256.HashData(file.Bytes));
        }

        hash.AppendData(Encoding.UTF8.GetBytes(overrides.Fingerprint));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
