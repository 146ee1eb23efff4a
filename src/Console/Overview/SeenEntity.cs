namespace SecurityDecisioning.Console.Overview;

/// <summary>An entity in the decisions looked at.</summary>
/// <param name="Entity">Who.</param>
/// <param name="Count">In how many of them.</param>
/// <param name="Strongest">The strongest action on it.</param>
/// <param name="Risk">Its largest risk.</param>
internal sealed record SeenEntity(EntityKey Entity, int Count, ActionKind Strongest, float Risk);
