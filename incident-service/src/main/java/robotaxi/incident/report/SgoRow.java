package robotaxi.incident.report;

import java.util.List;

/** A report as a line of the file. */
public record SgoRow(List<Cell> cells) {
    /** Copies. */
    public SgoRow {
        cells = List.copyOf(cells);
    }

    /**
     * A value.
     *
     * @param isQuoted whether the file has it in quotes; those that need them are in any case
     */
    public record Cell(String text, boolean isQuoted) {}

    /** What a column says. */
    public String value(SgoColumn column) {
        return cells.get(column.number() - 1).text();
    }

    /** Of values in the order of the columns. */
    public static SgoRow of(List<String> values) {
        return new SgoRow(values.stream().map(value -> new Cell(value, false)).toList());
    }
}
