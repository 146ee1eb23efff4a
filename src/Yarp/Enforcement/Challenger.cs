using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Gives challenges and judges their answers. A challenge carries its own state; only used ones are remembered.</summary>
internal sealed class Challenger(IOptions<SecurityDecisioningOptions> options, SigningKeys keys, TimeProvider time)
{
    private readonly ChallengeOptions _options = options.Value.Challenge;
    private readonly ReplayGuard _used = new(options.Value.Challenge.ReplayCapacity);

    public Task GiveAsync(HttpContext context, RouteSettings route, Ruling ruling, bool person)
    {
        var response = context.Response;
        var untilMs = ruling.Event.TimeMs + (long)_options.Lifetime.TotalMilliseconds;
        var token = ChallengeToken.New(keys, ruling.Event, _options.Difficulty, untilMs);
        response.StatusCode = StatusCodes.Status403Forbidden;
        if (person)
        {
            var back = LocalPath.AfterChallenge(context.Request, route.ChallengeReturn);
            return PersonPages.WriteChallengeAsync(response, ruling.Id, ruling.Reason, token, _options.Difficulty, back);
        }

        return ProblemDocument.WriteAsync(
            response, ruling.Id, "challenge-required", "A challenge must be passed first",
            ruling.Reason.Length > 0 ? ruling.Reason : "Solve the challenge, send the answer and repeat the request with the clearance.",
            ruling.ReasonCode,
            json =>
            {
                json.WriteStartObject("challenge");
                json.WriteString("algorithm", ProofOfWork.Algorithm);
                json.WriteString("token", token);
                json.WriteString("seed", ProofOfWork.SeedOf(token));
                json.WriteNumber("difficulty", _options.Difficulty);
                json.WriteString("answer_url", OwnPaths.ChallengeAnswer);
                json.WriteString(
                    "expires_at", DateTimeOffset.FromUnixTimeMilliseconds(untilMs).ToString("O", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            });
    }

    /// <summary>
    /// The clearance for a right answer, or null. The cheap checks come first; the challenge counts as used only once the work
    /// is shown.
    /// </summary>
    public string? Judge(SecurityEvent answer, string? token, string? solution)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return token is not null && solution is not null
            && ChallengeToken.Open(keys, token, answer, nowMs, out var challenge) == TokenState.Valid
            && ProofOfWork.IsSolved(token, solution, challenge.Difficulty)
            && _used.TryUse(challenge.Decision, challenge.UntilMs, nowMs)
                ? ClearanceToken.New(keys, answer, nowMs + (long)_options.Clearance.TotalMilliseconds)
                : null;
    }
}
