namespace SecurityDecisioning.Policies.Tests.Cel.Fuzzing;

/// <summary>Expressions that touch every part of the language, and the words they are made of: what fuzzing begins with.</summary>
internal static class CelCorpus
{
    public static readonly string[] Expressions =
    [
        "f.ip.login_failed_5m >= 6 && f.ip.login_failed_5m > 2.0 * f.ip.login_succeeded_5m",
        "request.path.startsWith('/admin') || request.path.matches('^/api/v[0-9]+/') ? risk.score > 0.5 : risk.level == 'high'",
        "['PT', 'ES'].exists(c, c == request.country) && !(threat('scraping') < 0.3)",
        "[1, 2u, 3.0, -4].map(x, dyn(x) < 2, [x, x]).size() > 1",
        "{'a': 1, 'b': [true, null]}.all(k, v, k != 'c' && v != 3)",
        "{1: 'x', ?2: optional.of('y'), ?3: optional.none()}[?2].orValue('z') + string(1.5e300)",
        "has({'a': {'b': 1}}.a.b) && {'a': {'b': 1}}.?a.?b.hasValue()",
        "cel.bind(x, request.user_agent.lowerAscii().split(' '), x.exists_one(y, y.contains('bot')) || x.size() in [0, 1])",
        "timestamp('2026-02-13T23:31:30.5+01:00') - duration('1h2m3.4s') < timestamp(1234567890)",
        "timestamp('2009-02-13T23:31:30Z').getHours('America/St_Johns') + timestamp(0).getDayOfWeek('-02:30')",
        "cidr('10.0.0.0/8').containsIP(request.ip) || ip('2001:db8::1').isGlobalUnicast()",
        "'%s %d %.3f %e %x %o %b'.format(['a', 1, 2.5, 1e10, b'\\xff', 8u, true])",
        "math.greatest(1, 2.0, 3u) + math.abs(-9223372036854775807) % 7 == math.bitShiftRight(-1, 3)",
        "base64.encode(b'abc') + base64.decode('aGk=').size().map(x, x) ",
        "[[1, [2]], [3]].flatten(2).sort().distinct().reverse().slice(0, 1).first().value()",
        "['b', 'a'].sortBy(s, s + s).join('-').replace('a', 'bb', 1).substring(1, 3).indexOf('b') == -1",
        "[1, 2, 3].transformList(i, v, i > 0, v * v).exists(i, v, i == v)",
        "{'a': 1}.transformMap(k, v, v + 1) == {'a': 2} && lists.range(3).transformMapEntry(i, v, {i: v})[0] == 0",
        "optional.of([1]).optMap(l, l[0]).optFlatMap(x, optional.ofNonZeroValue(x)).or(optional.of(2)).value()",
        "cel.block([1, [cel.index(0) + 1], request.path], cel.index(1).exists(cel.iterVar(0, 0), cel.iterVar(0, 0) > cel.index(0)))",
        "type(1) == int && type([]) == list && string(b'\\303\\277') == 'ÿ' && bool('true')",
        "r'\\d' != '\\u00e9\\U0001F62C\\n\\x41\\101' // a comment\n && '''three\n lines''' != \"\"",
        "int('9223372036854775807') + 1 > 0 || 18446744073709551615u * 2u == 0u || 1 / 0 == 1 % 0",
        "{'content-type': 1}.`content-type` == 0x1F && .request.path != 'x' && known(f.account.new_device)",
    ];

    public static readonly string[] Words =
    [
        "(", ")", "[", "]", "[?", "{", "}", ".", ".?", ",", ":", "?", "!", "-", "+", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in",
        "&&", "||", "0", "1", "-1", "2u", "0x7f", "1.5", "1e308", "9223372036854775807", "-9223372036854775808", "18446744073709551615u",
        "''", "'a'", "'\\U0010FFFF'", "r'\\'", "b'\\xff'", "\"\"\"x\"\"\"", "true", "false", "null", "x", "y", "_", "a.b", ".x", "`a-b`",
        "request.path", "request.ip", "f.ip.logins_5m", "f.account.new_device", "risk.score", "threat('scraping')", "[1, 2]", "{1: 2}",
        "[1, [2, ['x']]]", "optional.none()", "optional.of(1)", "timestamp(0)", "duration('1s')", "ip('::1')", "cidr('::/0')", "type(1)",
        ".map(x, ", ".filter(x, ", ".exists(x, ", ".all(i, v, ", ".exists_one(x, ", ".sortBy(x, ", ".transformList(i, v, ",
        ".transformMap(k, v, ", ".transformMapEntry(k, v, ", ".optMap(x, ", ".optFlatMap(x, ", "cel.bind(x, ", "has(", "size(", "dyn(",
        "int(", "uint(", "double(", "string(", "bytes(", "bool(", "timestamp(", "duration(", "ip(", "cidr(", "isIP(", "math.least(",
        "math.round(", "math.bitNot(", "math.bitShiftLeft(", "lists.range(", "strings.quote(", "base64.decode(", "base64.encode(",
        ".size()", ".matches(", ".contains(", ".charAt(", ".indexOf(", ".lastIndexOf(", ".join(", ".split(", ".substring(", ".replace(",
        ".reverse()", ".trim()", ".format(", ".flatten()", ".sort()", ".distinct()", ".slice(", ".first()", ".last()", ".value()",
        ".hasValue()", ".or(", ".orValue(", ".getHours(", ".getFullYear()", ".getMilliseconds()", ".containsIP(", ".containsCIDR(",
        ".masked()", ".family()", "'Europe/Lisbon'", "'%s%d%f'", "'(a{9}){9}'", "// comment\n", "\"unclosed", "'''", "TestMessage{", "for",
    ];
}
