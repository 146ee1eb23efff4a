using System.CommandLine;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd user</c>: who may sign in to the console of a gateway on this machine. Works beside a running one.</summary>
internal static class UserCommand
{
    public static Command Create() => new("user", "List, add and remove users of the console.") { List(), Add(), Remove() };

    private static Command List()
    {
        var data = DecisionCommand.Data();
        var command = new Command("list", "List the users.") { data };
        command.SetAction(parsed => Guard(parsed, data, (users, output, _) =>
        {
            foreach (var (name, mayApprove) in users.List())
            {
                output.WriteLine($"{name}{(mayApprove ? "" : "  (may not approve policies)")}");
            }

            return 0;
        }));
        return command;
    }

    private static Command Add()
    {
        var name = Name();
        var data = DecisionCommand.Data();
        var only = new Option<bool>("--no-approval") { Description = "They may not approve policies, roll out or roll back." };
        var command = new Command("add", "Add a user; the password is shown once.") { name, only, data };
        command.SetAction(parsed => Guard(parsed, data, (users, output, error) =>
        {
            if (users.Add(parsed.GetValue(name)!, !parsed.GetValue(only)) is { } password)
            {
                output.WriteLine(password);
                return 0;
            }

            error.WriteLine("the name is taken, or is not 2 to 64 letters, digits, dots, hyphens, underscores or @");
            return 1;
        }));
        return command;
    }

    private static Command Remove()
    {
        var name = Name();
        var data = DecisionCommand.Data();
        var command = new Command("remove", "Remove a user.") { name, data };
        command.SetAction(parsed => Guard(parsed, data, (users, _, error) =>
        {
            if (users.List().Count == 1 && users.List()[0].Name == parsed.GetValue(name))
            {
                error.WriteLine("the last user stays: nobody could sign in");
                return 1;
            }

            if (users.Remove(parsed.GetValue(name)!))
            {
                return 0;
            }

            error.WriteLine("there is no such user");
            return 1;
        }));
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The user's name." };

    private static int Guard(ParseResult parsed, Option<string?> data, Func<ConsoleUsers, TextWriter, TextWriter, int> act)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            var folder = Path.Combine(DecisionCommand.Folder(parsed.GetValue(data), "data"), "console");
            return Directory.Exists(folder)
                ? act(new ConsoleUsers(folder), output, error)
                : throw new InspectionException($"{folder} is not there: start the gateway once, or name its data folder with --data");
        }
        catch (Exception e) when (e is InspectionException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }
}
