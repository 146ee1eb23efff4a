using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class DurabilityGateTests
{
    [Test]
    public void Waiter_goes_on_exactly_when_its_record_is_durable()
    {
        var gate = new DurabilityGate(5);
        var waiting = gate.WaitForAsync(7, urgent: false, CancellationToken.None).AsTask();

        gate.Advance(6);
        Assert.That(waiting.IsCompleted, Is.False);

        gate.Advance(7);
        Assert.That(waiting.IsCompletedSuccessfully, Is.True);
        Assert.That(gate.WaitForAsync(7, urgent: true, CancellationToken.None).AsTask().IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public void Sync_is_urgent_while_somebody_is_held_up_and_not_for_followers()
    {
        var gate = new DurabilityGate(0);
        _ = gate.WaitForAsync(9, urgent: false, CancellationToken.None).AsTask();
        Assert.That(gate.IsUrgent, Is.False);

        _ = gate.WaitForAsync(1, urgent: true, CancellationToken.None).AsTask();
        _ = gate.WaitForAsync(2, urgent: true, CancellationToken.None).AsTask();
        Assert.That(gate.IsUrgent, Is.True);

        gate.Advance(1);
        Assert.That(gate.IsUrgent, Is.True, "the second came while the sync of the first was running");
        gate.Advance(2);
        Assert.That(gate.IsUrgent, Is.False);
    }

    [Test]
    public async Task Cancelled_waiter_is_let_go_and_forgotten()
    {
        var gate = new DurabilityGate(0);
        using var cancel = new CancellationTokenSource();
        var waiting = gate.WaitForAsync(1, urgent: true, cancel.Token).AsTask();

        await cancel.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        gate.Advance(0);
        Assert.That(gate.IsUrgent, Is.False);
    }

    [Test]
    public void Closed_gate_says_why_to_those_who_wait_and_those_who_come_later()
    {
        var gate = new DurabilityGate(3);
        var waiting = gate.WaitForAsync(4, urgent: true, CancellationToken.None).AsTask();

        gate.Close(new LogUnavailableException("closed"));

        Assert.That(async () => await waiting, Throws.TypeOf<LogUnavailableException>());
        Assert.That(
            async () => await gate.WaitForAsync(4, urgent: false, CancellationToken.None), Throws.TypeOf<LogUnavailableException>());
        Assert.That(gate.WaitForAsync(3, urgent: false, CancellationToken.None).AsTask().IsCompletedSuccessfully, Is.True);
    }
}
