using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>A file to a document: a policy, or what policies share.</summary>
internal static class DocumentReader
{
    /// <summary>Adds what the file holds to <paramref name="documents"/>; what is wrong with it to <paramref name="problems"/>.</summary>
    public static void Read(SourceText source, DocumentSet documents, ProblemList problems)
    {
        var nodes = new NodeReader(source, problems);
        if (YamlTreeReader.Read(source, problems) is not { } root || nodes.Mapping(root, "a policy") is not { } mapping)
        {
            return;
        }

        if (mapping.Entries.Any(e => e.Key.Value == "shared"))
        {
            documents.Shared.Add(new SharedReader(nodes).Read(mapping));
        }
        else
        {
            documents.Policies.Add(new PolicyReader(nodes).Read(mapping));
        }
    }
}
