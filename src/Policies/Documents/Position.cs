namespace SecurityDecisioning.Policies.Documents;

/// <summary>A place in a document; lines and columns count from 1.</summary>
internal readonly record struct Position(int Line, int Column);
