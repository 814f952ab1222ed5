package robotaxi.incident.export.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/** A few pages for people, in the fonts that every reader has. A letter that those lack is shown as a question mark. */
final class SummaryPdf implements AutoCloseable {
    private static final float MARGIN = 50;
    private static final float LINE = 13;
    private static final float SIZE = 9.5f;
    private static final float TITLE = 15;
    private static final float HEADING = 11.5f;
    private static final float PICTURE = 230;

    private final PDDocument document = new PDDocument();
    private final PDFont plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    private final PDFont bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
    private @Nullable PDPageContentStream page;
    private float y;

    void title(String text) throws IOException {
        line(text, bold, TITLE);
        y -= LINE / 2;
    }

    void heading(String text) throws IOException {
        y -= LINE / 2;
        line(text, bold, HEADING);
    }

    /** A text, in as many lines as it needs. */
    void text(String text) throws IOException {
        for (String line : wrapped(text)) {
            line(line, plain, SIZE);
        }
    }

    void fact(String name, String value) throws IOException {
        text(name + ": " + (value.isEmpty() ? "not known" : value));
    }

    /** A picture; answers false if it is none that can be shown. */
    boolean picture(byte[] jpeg) throws IOException {
        PDImageXObject image;
        try {
            image = JPEGFactory.createFromByteArray(document, jpeg);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
        float height = PICTURE * image.getHeight() / image.getWidth();
        PDPageContentStream content = room(height + LINE);
        y -= height;
        content.drawImage(image, MARGIN, y, PICTURE, height);
        y -= LINE / 2;
        return true;
    }

    private void line(String text, PDFont font, float size) throws IOException {
        PDPageContentStream content = room(size + 4);
        y -= size + 4;
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(MARGIN, y);
        content.showText(text);
        content.endText();
    }

    private PDPageContentStream room(float height) throws IOException {
        if (page == null || y - height < MARGIN) {
            if (page != null) {
                page.close();
            }
            var next = new PDPage(PDRectangle.A4);
            document.addPage(next);
            page = new PDPageContentStream(document, next);
            y = PDRectangle.A4.getHeight() - MARGIN;
        }
        return page;
    }

    private List<String> wrapped(String text) throws IOException {
        float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : shown(text).split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && plain.getStringWidth(longer) / 1000 * SIZE > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** What the fonts have of a text. */
    private static String shown(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(letter -> out.appendCodePoint(isShown(letter) ? letter : letter < ' ' ? ' ' : '?'));
        return out.toString();
    }

    private static boolean isShown(int letter) {
        boolean isAscii = letter >= ' ' && letter < 0x7f;
        return isAscii || (letter >= 0xa1 && letter <= 0xff && letter != 0xad);
    }

    byte[] bytes() throws IOException {
        if (page != null) {
            page.close();
            page = null;
        }
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
