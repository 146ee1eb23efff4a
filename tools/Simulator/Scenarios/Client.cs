namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>One browser profile or program instance: what owns a cookie jar. It may move from address to address.</summary>
/// <param name="Id">Unique in the scenario.</param>
/// <param name="Persona">How it presents itself.</param>
public sealed record Client(int Id, Persona Persona);
