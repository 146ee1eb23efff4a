namespace SecurityDecisioning.Console.Hosting;

/// <summary>One part of the gateway.</summary>
/// <param name="Name">For example "Event log".</param>
/// <param name="Healthy">Whether it does its whole job.</param>
/// <param name="Detail">What it does now, or what is missing and what to do; one sentence.</param>
public sealed record HealthPart(string Name, bool Healthy, string Detail);
