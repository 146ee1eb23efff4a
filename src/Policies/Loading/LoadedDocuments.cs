using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Sharing;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>Documents after a load, with what was made of them: for whoever goes on with them, so that nothing is made twice.</summary>
/// <param name="Result">The set, or why there is none.</param>
/// <param name="Scope">What the documents share.</param>
/// <param name="Policies">Every policy that compiled, with its document.</param>
internal sealed record LoadedDocuments(
    PolicyLoadResult Result, SharedScope Scope, IReadOnlyList<(PolicyDocument Document, CompiledPolicy Policy)> Policies);
