using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>What we add to an upstream's answer, at the moment its headers go out.</summary>
internal sealed class ProxiedAnswer(HttpResponse response, Ruling ruling, DeviceCookie device, FailureLog failures)
{
    public void Register() => response.OnStarting(static state => ((ProxiedAnswer)state).Start(), this);

    private Task Start()
    {
        try
        {
            response.Headers[AnswerHeaders.DecisionId] = ruling.IdText;
            device.OfferWithPage(response, ruling.Event);
        }
        catch (Exception e)
        {
            // A failure here would turn the upstream's good answer into an error of ours.
            failures.Headers(ruling.Id, e);
        }

        return Task.CompletedTask;
    }
}
