namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>Tests that have a console of their own each, and somebody signed in to it.</summary>
internal abstract class SignedInTests : SignedInConsole
{
    [SetUp]
    public Task StartAsync() => OpenAsync();

    [TearDown]
    public Task StopAsync() => CloseAsync();
}
