package dev.plinth.report;

import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table of the report, told once and shown three ways: HTML, CSV (RFC 4180) and JSON.
 *
 * @param id in addresses: {@code namespaces}
 * @param columns from left to right
 * @param rows from top to bottom
 */
public record Table<T>(String id, List<Column<T>> columns, List<T> rows) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column.
     *
     * @param key in JSON
     * @param title for people
     * @param value text, number or null of a row
     * @param link where the value leads; null where it leads nowhere
     * @param look how a page shows it
     */
    public record Column<T>(
            String key,
            String title,
            Function<T, @Nullable Object> value,
            @Nullable Function<T, @Nullable String> link,
            Look look) {

        static <T> Column<T> of(String key, String title, Function<T, @Nullable Object> value) {
            return new Column<>(key, title, value, null, Look.PLAIN);
        }

        static <T> Column<T> of(
                String key, String title, Function<T, @Nullable Object> value, Function<T, @Nullable String> link) {
            return new Column<>(key, title, value, link, Look.PLAIN);
        }

        Column<T> as(Look otherLook) {
            return new Column<>(key, title, value, link, otherLook);
        }
    }

    /** How a page shows a value; CSV and JSON have the value alone. */
    public enum Look {
        PLAIN,
        /** A word of a closed set, with a colour of its own. */
        BADGE,
        /** A line to paste. */
        CODE,
        /** Left out: of use to programs only. */
        DATA
    }

    /**
     * A number with a picture of it.
     *
     * @param number the value
     * @param text for people
     * @param points of a line in a box of 80 by 16 units; empty for none
     * @param share width of a bar in percent; below zero for none
     */
    public record Figure(long number, String text, String points, int share) {

        static Figure line(long number, String text, String points) {
            return new Figure(number, text, points, -1);
        }

        static Figure bar(int part, int of) {
            int percent = of == 0 ? 0 : (int) Math.round(100.0 * part / of);
            return new Figure(percent, percent + " %", "", percent);
        }
    }

    /**
     * What a template shows of one value.
     *
     * @param text empty if there is no value
     * @param link null where it leads nowhere
     * @param number whether it is aligned as a number
     * @param look how it looks
     * @param figure its picture; null for none
     */
    public record Cell(
            String text,
            @Nullable String link,
            boolean number,
            Look look,
            @Nullable Figure figure) {

        /** The class of a badge: its word with nothing but letters and hyphens. */
        public String badge() {
            return look == Look.BADGE && !text.isEmpty() ? "is-" + text.replaceAll("[^a-z]+", "-") : "";
        }

        /** Whether it is a count of nothing, which need not catch the eye. */
        public boolean zero() {
            return number && text.equals("0");
        }

        public boolean code() {
            return look == Look.CODE && !text.isEmpty();
        }
    }

    /** The columns of a page. */
    public List<Column<T>> shown() {
        return columns.stream().filter(column -> column.look() != Look.DATA).toList();
    }

    /** The rows as a template shows them. */
    public List<List<Cell>> cells() {
        return cells(shown());
    }

    private List<List<Cell>> cells(List<Column<T>> of) {
        return rows.stream()
                .map(row -> of.stream().map(column -> cell(column, row)).toList())
                .toList();
    }

    private static <T> Cell cell(Column<T> column, T row) {
        Object value = column.value().apply(row);
        Function<T, @Nullable String> link = column.link();
        Figure figure = value instanceof Figure its ? its : null;
        return new Cell(
                figure != null ? figure.text() : value == null ? "" : value.toString(),
                link == null ? null : link.apply(row),
                value instanceof Number || figure != null,
                column.look(),
                figure);
    }

    private static @Nullable Object bare(@Nullable Object value) {
        return value instanceof Figure figure ? figure.number() : value;
    }

    /** One object a row. */
    public Node json() {
        return Tree.list(rows, row -> {
            Tree object = new Tree();
            columns.forEach(
                    column -> object.with(column.key(), bare(column.value().apply(row))));
            return object.node();
        });
    }

    /** A header and one line a row. */
    public String csv() {
        StringBuilder out = new StringBuilder();
        line(out, columns.stream().map(Column::key).toList());
        cells(columns).forEach(row -> line(out, row.stream().map(Table::plain).toList()));
        return out.toString();
    }

    /** A spreadsheet takes a text that begins so for a formula; names come from whoever writes a pod. */
    private static String plain(Cell cell) {
        if (cell.figure() != null) {
            return Long.toString(cell.figure().number());
        }
        boolean formula = !cell.number()
                && !cell.text().isEmpty()
                && "=+-@\t\r".indexOf(cell.text().charAt(0)) >= 0;
        return formula ? "'" + cell.text() : cell.text();
    }

    private static void line(StringBuilder out, List<String> values) {
        String separator = "";
        for (String value : values) {
            out.append(separator);
            separator = ",";
            boolean quoted = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            out.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
        }
        out.append("\r\n");
    }
}
