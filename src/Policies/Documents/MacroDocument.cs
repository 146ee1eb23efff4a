namespace SecurityDecisioning.Policies.Documents;

/// <summary>A macro as written.</summary>
internal sealed class MacroDocument(Field name)
{
    public Field Name { get; } = name;

    public List<Field> Parameters { get; set; } = [];

    public Field? Body { get; set; }
}
