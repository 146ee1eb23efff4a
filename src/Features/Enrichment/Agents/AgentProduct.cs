namespace SecurityDecisioning.Features.Enrichment.Agents;

/// <summary>What one word of a user agent says.</summary>
/// <param name="Family">The program it names, or unknown.</param>
/// <param name="Rank">The word with the highest rank decides: browsers name those they descend from as well.</param>
/// <param name="Bot">The robot it names.</param>
/// <param name="System">The operating system it names.</param>
/// <param name="Device">The kind of device it names.</param>
internal readonly record struct AgentProduct(
    AgentFamily Family = AgentFamily.Unknown,
    byte Rank = 0,
    AgentBot Bot = AgentBot.None,
    AgentSystem System = AgentSystem.Unknown,
    AgentDevice Device = AgentDevice.Unknown);
