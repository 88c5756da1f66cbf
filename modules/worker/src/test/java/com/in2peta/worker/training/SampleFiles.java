package com.in2peta.worker.training;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes the sample files that visitors may try the models with; the folder is given as argument. */
final class SampleFiles {

    static final String DIGITS = "4071";
    static final String KEYS = "2580#";

    private static final int RATE = 8_000;

    private SampleFiles() {}

    static void write(Path folder) {
        ModelFiles.write(folder.resolve("digits.png"), digits());
        ModelFiles.write(
                folder.resolve("keypad.wav"),
                ToneMaker.wav8(ToneMaker.exact(KEYS, RATE, 0.07, 0.05).recording()));
        ModelFiles.write(
                folder.resolve("text.txt"),
                "Le petit marché du village ouvre chaque samedi matin devant la vieille mairie.\n"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] digits() {
        BufferedImage image = new BufferedImage(96, 40, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font("DejaVu Sans", Font.PLAIN, 30));
        graphics.drawString(DIGITS, 10, 31);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
