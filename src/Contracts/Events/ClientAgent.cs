namespace SecurityDecisioning.Contracts.Events;

/// <summary>What a user agent says of itself, in a few small numbers; the default value where it says nothing known.</summary>
/// <param name="Family">Browser, library or robot.</param>
/// <param name="Version">Its major version, 0 where none is given.</param>
/// <param name="System">Operating system.</param>
/// <param name="Device">Kind of client.</param>
/// <param name="Bot">Which robot, where it is one.</param>
public readonly record struct ClientAgent(
    AgentFamily Family, ushort Version, AgentSystem System, AgentDevice Device, AgentBot Bot)
{
    public bool IsNone => this == default;
}
