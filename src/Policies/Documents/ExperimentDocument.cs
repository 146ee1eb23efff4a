namespace SecurityDecisioning.Policies.Documents;

/// <summary>An experiment as written: arms with their shares in percent.</summary>
internal sealed class ExperimentDocument(Field name)
{
    public Field Name { get; } = name;

    public List<(Field Name, Field Share)> Arms { get; } = [];
}
