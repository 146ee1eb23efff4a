namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>Tests that share one console and somebody signed in to it.</summary>
internal abstract class SignedInOnceTests : SignedInConsole
{
    [OneTimeSetUp]
    public Task StartAsync() => OpenAsync();

    [OneTimeTearDown]
    public Task StopAsync() => CloseAsync();
}
