using System.CommandLine;
using SecurityDecisioning.Cli.Inspecting;

namespace SecurityDecisioning.Cli.Governing;

/// <summary>
/// The options of commands that ask a running gateway. The password is never an argument: whoever lists processes would see it.
/// </summary>
internal sealed class AccessOptions
{
    private const string PasswordVariable = "SD_PASSWORD";

    private readonly Option<string> _console = new("--console")
    {
        Description = "Address of the gateway's console.",
        DefaultValueFactory = _ => "http://127.0.0.1:8081",
    };

    private readonly Option<string> _user = new("--user")
    {
        Description = "Who you are at the console.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SD_USER") ?? "analyst",
    };

    private readonly Option<string?> _password = new("--password-file")
    {
        Description = $"File whose first line is your password. [default: {PasswordVariable}, or you are asked]",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_console);
        command.Options.Add(_user);
        command.Options.Add(_password);
    }

    /// <exception cref="InspectionException">There is no password.</exception>
    public Access Read(ParseResult parsed)
    {
        var user = parsed.GetValue(_user)!;
        return new Access(parsed.GetValue(_console)!, user, Password(parsed.GetValue(_password), user));
    }

    private static string Password(string? file, string user)
    {
        if (file is not null)
        {
            try
            {
                return File.ReadLines(file).FirstOrDefault() ?? throw new InspectionException($"{file} is empty");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InspectionException($"{file} cannot be read: {e.Message}", e);
            }
        }

        if (Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } given)
        {
            return given;
        }

        if (System.Console.IsInputRedirected)
        {
            throw new InspectionException($"give your password in {PasswordVariable} or with --password-file");
        }

        System.Console.Error.Write($"Password of {user}: ");
        var typed = new System.Text.StringBuilder();
        for (var key = System.Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = System.Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        System.Console.Error.WriteLine();
        return typed.ToString();
    }
}
