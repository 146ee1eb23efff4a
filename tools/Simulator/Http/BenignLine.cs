namespace SecurityDecisioning.Simulator.Http;

/// <summary>The benign in the report: how many there were, and how many of them noticed us.</summary>
public sealed record BenignLine(
    int Users, int Touched, int Challenged, int Throttled, int Revoked, long Requests, long RequestsTouched);
