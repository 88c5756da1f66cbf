package com.in2peta.worker.training;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Draws numbers with the fonts of this machine, varied in size, colour, slant, sharpness and noise. */
final class DigitImages {

    /** Families the model learns from; none is a copy or a relative of a held-back one. */
    static final List<String> TRAINING_FAMILIES = List.of(
            "Andika",
            "Baskervald ADF Std",
            "C059",
            "Cabin",
            "Cantarell",
            "Century Catalogue",
            "Clear Sans",
            "CMU Bright",
            "CMU Concrete",
            "CMU Sans Serif",
            "CMU Serif",
            "CMU Typewriter Text",
            "Comfortaa",
            "DejaVu Sans",
            "DejaVu Sans Mono",
            "DejaVu Serif",
            "Dosis",
            "Fira Code",
            "FreeMono",
            "FreeSans",
            "FreeSerif",
            "Gillius ADF",
            "Go",
            "Go Mono",
            "Hack",
            "Inconsolata",
            "Inter",
            "Karla",
            "Lato",
            "League Spartan",
            "Liberation Mono",
            "Liberation Sans",
            "Liberation Sans Narrow",
            "Liberation Serif",
            "Libris ADF Std",
            "Linux Biolinum O",
            "Linux Libertine O",
            "mononoki",
            "Oldania ADF Std",
            "P052",
            "Play",
            "Quattrocento",
            "Roboto",
            "Roboto Condensed",
            "Roboto Slab",
            "Sora",
            "Universalis ADF Std",
            "URW Bookman",
            "URW Gothic");

    static final List<String> HELD_BACK_FAMILIES = List.of(
            "B612",
            "Caladea",
            "Courier Prime",
            "Gentium Basic",
            "JetBrains Mono",
            "Manrope",
            "Open Sans",
            "PT Mono",
            "PT Sans",
            "PT Serif",
            "Quicksand");

    private static final char EZH = '\u01B7';
    private static final double MAX_HEIGHT_DIFFERENCE = 0.12;
    private static final int MARGIN_SHARE = 4;

    private final List<Font> fonts;
    private final SplittableRandom random;
    private final boolean flatThrees;

    /** An image and the number in it. */
    record Made(BufferedImage image, String digits, String family) {}

    DigitImages(List<String> families, long seed, boolean flatThrees) {
        this.flatThrees = flatThrees;
        fonts = fonts(families);
        random = new SplittableRandom(seed);
    }

    int fontCount() {
        return fonts.size();
    }

    private static List<Font> fonts(List<String> families) {
        List<Font> found = new ArrayList<>();
        List<String> missing = new ArrayList<>(families);
        for (Path file : fontFiles()) {
            try {
                Font font = Font.createFont(Font.TRUETYPE_FONT, file.toFile());
                String family = font.getFamily(Locale.ROOT);
                if (families.contains(family) && usable(font)) {
                    found.add(font);
                    missing.remove(family);
                }
            } catch (FontFormatException | IOException e) {
                System.out.println("skipped " + file.getFileName());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("fonts are missing: " + missing);
        }
        return found;
    }

    private static List<Path> fontFiles() {
        try (Stream<Path> files = Files.walk(Path.of("/usr/share/fonts"))) {
            return files.filter(file ->
                            file.toString().endsWith(".ttf") || file.toString().endsWith(".otf"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out fonts without digits and with old-style digits, whose 0 and 1 look like letters. */
    private static boolean usable(Font font) {
        if (font.canDisplayUpTo("0123456789") >= 0) {
            return false;
        }
        FontRenderContext context = new FontRenderContext(null, true, true);
        double least = Double.MAX_VALUE;
        double greatest = 0;
        for (char digit = '0'; digit <= '9'; digit++) {
            double height = font.deriveFont(100f)
                    .createGlyphVector(context, String.valueOf(digit))
                    .getVisualBounds()
                    .getHeight();
            least = Math.min(least, height);
            greatest = Math.max(greatest, height);
        }
        return least > (1 - MAX_HEIGHT_DIFFERENCE) * greatest;
    }

    private double between(double least, double greatest) {
        return least + random.nextDouble() * (greatest - least);
    }

    Made make(int digits, double distortion) {
        StringBuilder number = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            number.append(random.nextInt(10));
        }
        Font font = fonts.get(random.nextInt(fonts.size()));
        return new Made(
                draw(font.deriveFont((float) between(16, 60)), drawn(number.toString(), font), distortion),
                number.toString(),
                font.getFamily(Locale.ROOT));
    }

    /** Few fonts draw the 3 with a flat top; the letter ezh of the training fonts stands in for more of them. */
    private String drawn(String number, Font font) {
        boolean flat = flatThrees && font.canDisplay(EZH) && random.nextInt(4) == 0;
        return flat ? number.replace('3', EZH) : number;
    }

    private BufferedImage draw(Font font, String number, double distortion) {
        AffineTransform transform = AffineTransform.getRotateInstance(between(-0.05, 0.05) * distortion);
        transform.shear(between(-0.2, 0.2) * distortion, 0);
        transform.scale(1 + between(-0.2, 0.2) * distortion, 1);
        FontRenderContext context = new FontRenderContext(null, true, true);
        GlyphVector glyphs = font.createGlyphVector(context, number);
        double spacing = font.getSize2D() * between(0.02, 0.2);
        for (int i = 0; i < number.length(); i++) {
            Point2D at = glyphs.getGlyphPosition(i);
            at.setLocation(at.getX() + i * spacing, at.getY());
            glyphs.setGlyphPosition(i, at);
        }
        Shape shape = transform.createTransformedShape(glyphs.getOutline());
        Rectangle2D bounds = shape.getBounds2D();
        double margin = font.getSize2D() / MARGIN_SHARE + between(0, 12);
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(bounds.getWidth() + 2 * margin),
                (int) Math.ceil(bounds.getHeight() + 2 * margin),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        boolean lightOnDark = random.nextInt(3) == 0;
        graphics.setColor(colour(lightOnDark ? 0 : 190, lightOnDark ? 60 : 255));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(colour(lightOnDark ? 180 : 0, lightOnDark ? 255 : 90));
        graphics.translate(margin - bounds.getX() + between(-0.5, 0.5), margin - bounds.getY() + between(-0.5, 0.5));
        graphics.fill(shape);
        graphics.dispose();
        BufferedImage seen = random.nextInt(3) == 0 ? blurred(image) : image;
        if (random.nextInt(5) == 0) {
            addNoise(seen, between(2, 16));
        }
        return seen;
    }

    private Color colour(int least, int greatest) {
        return new Color(
                random.nextInt(least, greatest + 1),
                random.nextInt(least, greatest + 1),
                random.nextInt(least, greatest + 1));
    }

    private static BufferedImage blurred(BufferedImage image) {
        float[] kernel = new float[9];
        Arrays.fill(kernel, 1f / 9);
        ConvolveOp blur = new ConvolveOp(new Kernel(3, 3, kernel), ConvolveOp.EDGE_NO_OP, null);
        return blur.filter(image, null);
    }

    private void addNoise(BufferedImage image, double spread) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int noise = (int) Math.round(between(-2, 2) * spread);
                image.setRGB(
                        x,
                        y,
                        clamp((rgb >> 16 & 0xFF) + noise) << 16
                                | clamp((rgb >> 8 & 0xFF) + noise) << 8
                                | clamp((rgb & 0xFF) + noise));
            }
        }
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
