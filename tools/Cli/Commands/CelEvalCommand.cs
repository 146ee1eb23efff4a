using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Policies.Cel;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd cel eval EXPR</c>: type, cost and value of an expression, or what is wrong with it and exit code 1.</summary>
internal static class CelEvalCommand
{
    public static Command Create()
    {
        var expression = new Argument<string>("EXPR") { Description = "The expression, in quotes; names are those of policies." };
        var json = CelCommand.Json();
        var command = new Command("eval", "Print the type and value of an expression; exit code 1 where it has none.") { expression, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(expression)!,
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string expression, bool asJson, TextWriter output, TextWriter error)
    {
        var result = CelEvaluation.Of(expression);
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(result, PolicyJson.Options));
        }
        else
        {
            foreach (var problem in result.Problems)
            {
                error.WriteLine(problem);
            }

            if (result.Problems.Count == 0)
            {
                output.WriteLine($"type   {result.Type}");
                output.WriteLine($"cost   at most {result.Cost.ToString("N0", CultureInfo.InvariantCulture)} steps");
                output.WriteLine(result switch
                {
                    { Value: { } value } => $"value  {value}",
                    { Error: { } why } => $"error  {why}",
                    _ => $"reads  {string.Join(", ", result.Reads)}",
                });
            }
        }

        return result.Problems.Count > 0 || result.Error is not null ? 1 : 0;
    }
}
