using System.Text.Json;
using System.Text.RegularExpressions;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>Sends one step, as its client would: keeps cookies, solves challenges where its kind does, remembers the page.</summary>
internal sealed partial class StepSender(HttpTrafficOptions options, SourceConnections connections, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<StepResult> SendAsync(Step step, Browser browser, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var sentMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            var answer = await AskAsync(step, browser, patience.Token);
            var first = answer;
            var solved = false;
            if (answer.Challenge() is { } challenge && Solves(step) && await AnswerAsync(step, browser, challenge, patience.Token))
            {
                solved = true;
                answer = await AskAsync(step, browser, patience.Token);
            }

            Remember(step, browser, answer);
            return new StepResult(
                step, sentMs, answer.Status, (ActionKind)Math.Max((byte)first.Action, (byte)answer.Action), solved, first.DecisionId,
                answer.Action == ActionKind.Allow && IsEffective(step, answer));
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new StepResult(step, sentMs, 0, ActionKind.Allow, Solved: false, "", Reached: false);
        }
    }

    private bool Solves(Step step) => step.Actor.IsAttack ? options.AttackersSolve : step.Client.Persona.IsBrowser;

    private async Task<GatewayAnswer> AskAsync(Step step, Browser browser, CancellationToken cancellationToken)
    {
        using var message = StepMessage.Of(step, browser, options);
        return await SendAsync(message, step, browser, cancellationToken);
    }

    private async Task<GatewayAnswer> SendAsync(
        HttpRequestMessage message, Step step, Browser browser, CancellationToken cancellationToken)
    {
        using var response = await connections.SendAsync(step.Address, message, cancellationToken);
        var answer = await GatewayAnswer.ReadAsync(response, cancellationToken);
        if (step.Client.Persona.KeepsCookies && response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var cookie in cookies)
            {
                browser.Jar.Take(cookie);
            }
        }

        return answer;
    }

    private async Task<bool> AnswerAsync(
        Step step, Browser browser, (string Token, string Seed, int Difficulty) challenge, CancellationToken cancellationToken)
    {
        var solution = await Task.Run(() => ProofOfWork.Solve(challenge.Seed, challenge.Difficulty, cancellationToken), cancellationToken);
        if (solution is null)
        {
            return false;
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Gateway, "/.sd/challenge"))
        {
            Content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("token", challenge.Token), KeyValuePair.Create("solution", solution),
                KeyValuePair.Create("return", "/"),
            ]),
        };
        StepMessage.Dress(message, step.Client.Persona, browser, navigation: true);
        var answer = await SendAsync(message, step, browser, cancellationToken);
        return answer.Status is 303 or 200;
    }

    private void Remember(Step step, Browser browser, GatewayAnswer answer)
    {
        if (step.Kind == StepKind.ApiLogin && answer.Status == 200)
        {
            browser.Token = TokenOf(answer.Body);
        }
        else if (step.Kind == StepKind.ResetRequest && ResetLink().Match(answer.Body) is { Success: true } link)
        {
            browser.ResetToken = link.Groups[1].Value;
        }

        var request = StepRequest.Of(step);
        if (request.IsNavigation && step.Client.Persona.LoadsAssets && request.Method == RequestMethod.Get && answer.Status < 400)
        {
            browser.LastPage = new Uri(options.Gateway, request.Path).AbsoluteUri;
        }
    }

    /// <summary>Whether the shop did what was asked: a redirect to the sign-in page is a polite no.</summary>
    private static bool IsEffective(Step step, GatewayAnswer answer) => step.Kind switch
    {
        StepKind.Login or StepKind.Register => answer.Status == 302 && !answer.Location.StartsWith("/login", StringComparison.Ordinal),
        StepKind.Checkout => answer.Status == 302 && answer.Location.StartsWith("/orders/", StringComparison.Ordinal),
        // An abused API has answered, whether it found something or not.
        StepKind.ApiProduct or StepKind.ApiOrder => answer.Status is 200 or 404,
        _ => answer.Status == 200,
    };

    private static string TokenOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("token", out var token) ? token.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    [GeneratedRegex("/reset/confirm\\?token=([0-9a-f]{64})")]
    private static partial Regex ResetLink();
}
