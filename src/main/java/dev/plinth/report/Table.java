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
     */
    public record Column<T>(
            String key,
            String title,
            Function<T, @Nullable Object> value,
            @Nullable Function<T, @Nullable String> link) {

        static <T> Column<T> of(String key, String title, Function<T, @Nullable Object> value) {
            return new Column<>(key, title, value, null);
        }
    }

    /**
     * What a template shows of one value.
     *
     * @param text empty if there is no value
     * @param link null where it leads nowhere
     * @param number whether it is aligned as a number
     */
    public record Cell(String text, @Nullable String link, boolean number) {}

    /** The rows as a template shows them. */
    public List<List<Cell>> cells() {
        return rows.stream()
                .map(row -> columns.stream().map(column -> cell(column, row)).toList())
                .toList();
    }

    private static <T> Cell cell(Column<T> column, T row) {
        Object value = column.value().apply(row);
        Function<T, @Nullable String> link = column.link();
        return new Cell(
                value == null ? "" : value.toString(), link == null ? null : link.apply(row), value instanceof Number);
    }

    /** One object a row. */
    public Node json() {
        return Tree.list(rows, row -> {
            Tree object = new Tree();
            columns.forEach(column -> object.with(column.key(), column.value().apply(row)));
            return object.node();
        });
    }

    /** A header and one line a row. */
    public String csv() {
        StringBuilder out = new StringBuilder();
        line(out, columns.stream().map(Column::key).toList());
        cells().forEach(row -> line(out, row.stream().map(Table::plain).toList()));
        return out.toString();
    }

    /** A spreadsheet takes a text that begins so for a formula; names come from whoever writes a pod. */
    private static String plain(Cell cell) {
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
