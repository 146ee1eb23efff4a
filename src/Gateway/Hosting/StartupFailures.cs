using System.Data.Common;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>Turns what each stage says of bad input into lines a person can act on, without a stack trace.</summary>
internal static class StartupFailures
{
    public static T Translate<T>(Func<T> start)
    {
        try
        {
            return start();
        }
        catch (Exception e) when (MessageOf(e) is not null)
        {
            throw new StartupException(MessageOf(e)!, e);
        }
    }

    public static async Task TranslateAsync(Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (Exception e) when (MessageOf(e) is not null)
        {
            throw new StartupException(MessageOf(e)!, e);
        }
    }

    private static string? MessageOf(Exception e) => e switch
    {
        PolicyLoadException policies => string.Join('\n', policies.Problems.Select(p => $"policy {p}")),
        ModelFileException model => $"model: {model.Message}; name another with --model, or start with --model none",
        LogInUseException => $"{e.Message}",
        LogCorruptException => $"{e.Message}",
        DllNotFoundException => e.Message,
        OptionsValidationException options => string.Join('\n', options.Failures),
        InvalidDataException or FormatException or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
            $"configuration: {e.Message}{(e.InnerException is { } inner ? $": {inner.Message}" : "")}",
        DbException database => $"records: {database.Message}; move records.db in the data folder away and it is rebuilt from the log",
        FileNotFoundException file => $"configuration: {file.Message}",
        IOException io => io.Message,
        AggregateException { InnerExceptions: [var only] } => MessageOf(only),
        _ => null,
    };
}
