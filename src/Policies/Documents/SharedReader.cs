using SecurityDecisioning.Policies.Documents.Yaml;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>The nodes of a shared file to a document.</summary>
internal sealed class SharedReader(NodeReader nodes)
{
    public SharedDocument Read(YamlMapping mapping)
    {
        var document = new SharedDocument(nodes.Source, mapping.Offset);
        foreach (var (key, value) in nodes.Known(mapping, "a shared file", DocumentKeys.Shared))
        {
            switch (key.Value)
            {
                case "shared":
                    document.Flag = nodes.Text(key, value);
                    break;
                case "description":
                    nodes.Text(key, value);
                    break;
                case "lists":
                    document.Lists.AddRange(Named(value, "`lists`").Select(n => List(n.Name, n.Value)));
                    break;
                case "variables":
                    document.Variables.AddRange(nodes.Pairs(value, "`variables`", null));
                    break;
                case "macros":
                    document.Macros.AddRange(Named(value, "`macros`").Select(n => Macro(n.Name, n.Value)));
                    break;
                default:
                    document.Experiments.AddRange(Named(value, "`experiments`").Select(n => Experiment(n.Name, n.Value)));
                    break;
            }
        }

        return document;
    }

    private IEnumerable<(Field Name, YamlNode Value)> Named(YamlNode node, string what) =>
        nodes.Mapping(node, what)?.Entries.Select(e => (NodeReader.NameOf(e.Key), e.Value)) ?? [];

    private ListDocument List(Field name, YamlNode node)
    {
        var list = new ListDocument(name);
        foreach (var (key, value) in nodes.Entries(node, "a list", DocumentKeys.List))
        {
            if (key.Value == "kind")
            {
                list.Kind = nodes.Text(key, value);
            }
            else if (key.Value == "entries")
            {
                list.Entries.AddRange(nodes.Items(value, "entries").Select(Entry).OfType<ListEntryDocument>());
            }
            else if (key.Value == "grounds")
            {
                list.Grounds = nodes.Text(key, value);
            }
            else
            {
                nodes.Text(key, value);
            }
        }

        return list;
    }

    private ListEntryDocument? Entry(YamlNode node)
    {
        if (node is YamlScalar { IsNothing: false } scalar)
        {
            return new ListEntryDocument { Value = NodeReader.NameOf(scalar) };
        }

        var entry = new ListEntryDocument();
        foreach (var (key, field) in nodes.Pairs(node, "an entry", DocumentKeys.Entry))
        {
            switch (key.Value)
            {
                case "value":
                    entry.Value = field;
                    break;
                case "from":
                    entry.From = field;
                    break;
                case "until":
                    entry.Until = field;
                    break;
            }
        }

        if (entry.Value is null && node is YamlMapping)
        {
            nodes.Report(node.Offset, "missing-key", "the entry has no `value`", "add `value: what the list holds`");
        }

        return entry.Value is null ? null : entry;
    }

    private MacroDocument Macro(Field name, YamlNode node)
    {
        var macro = new MacroDocument(name);
        foreach (var (key, value) in nodes.Entries(node, "a macro", DocumentKeys.Macro))
        {
            if (key.Value == "parameters")
            {
                macro.Parameters = nodes.Texts(key, value);
            }
            else
            {
                macro.Body = nodes.Text(key, value);
            }
        }

        return macro;
    }

    private ExperimentDocument Experiment(Field name, YamlNode node)
    {
        var experiment = new ExperimentDocument(name);
        foreach (var (_, value) in nodes.Entries(node, "an experiment", DocumentKeys.Experiment))
        {
            experiment.Arms.AddRange(nodes.Pairs(value, "`arms`", null));
        }

        return experiment;
    }
}
