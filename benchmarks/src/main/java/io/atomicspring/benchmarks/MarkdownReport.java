package io.atomicspring.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of a run as Markdown. */
final class MarkdownReport {

    private static final String NO_SERVER = "–";

    private MarkdownReport() {}

    static String of(Conditions conditions, List<GroupResult> results) {
        StringBuilder text = new StringBuilder("# Benchmark result\n\n");
        conditions
                .facts()
                .forEach((name, fact) ->
                        text.append("- ").append(name).append(": ").append(fact).append('\n'));
        results.forEach(result -> text.append('\n').append(table(result)));
        return text.toString();
    }

    static String table(GroupResult result) {
        StringBuilder text = new StringBuilder();
        text.append("## ")
                .append(result.group())
                .append(result.threads() == 1 ? ", 1 thread" : ", " + result.threads() + " threads")
                .append("\n\n")
                .append("One operation: ")
                .append(result.operation())
                .append(". Server: ")
                .append(result.server())
                .append(".\n\n")
                .append("| subject | of the limit | operations per second | commands per operation"
                        + " | calls in scripts | server CPU µs | client CPU µs |\n")
                .append("|---|---|---|---|---|---|---|\n");
        result.subjects()
                .forEach(subject -> text.append(row(subject, result.limit())).append('\n'));
        return text.toString();
    }

    private static String row(SubjectResult subject, SubjectResult limit) {
        Spread ratio = subject.ofTheLimit(limit);
        Spread rate = subject.perSecond();
        return "| "
                + String.join(
                        " | ",
                        subject.subject(),
                        ratio.isPoint()
                                ? ratio(ratio.median())
                                : "**" + ratio(ratio.median()) + "** (" + ratio(ratio.min()) + "–" + ratio(ratio.max())
                                        + ")",
                        number("%,.0f (%,.0f–%,.0f)", rate.median(), rate.min(), rate.max()),
                        subject.usesServer() ? commands(subject) : NO_SERVER,
                        subject.usesServer() ? number("%.2f", subject.callsInScriptsPerOperation()) : NO_SERVER,
                        subject.usesServer() ? number("%.1f", subject.serverCpuMicrosPerOperation()) : NO_SERVER,
                        number(
                                subject.clientCpuMicrosPerOperation() < 10 ? "%.2f" : "%.1f",
                                subject.clientCpuMicrosPerOperation()))
                + " |";
    }

    private static String commands(SubjectResult subject) {
        Map<String, Double> sent = subject.sentPerOperation();
        String names = sent.entrySet().stream()
                .filter(command -> command.getValue() >= 0.005)
                .map(command -> command.getKey() + number(" %.2f", command.getValue()))
                .collect(Collectors.joining(", "));
        return number("%.2f", subject.commandsPerOperation()) + " (" + names + ")";
    }

    /** Two digits, but never a bare zero. */
    private static String ratio(double ratio) {
        return number(ratio < 0.1 ? "%.4f" : "%.2f", ratio);
    }

    private static String number(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
