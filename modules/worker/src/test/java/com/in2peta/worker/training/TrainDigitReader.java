package com.in2peta.worker.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.worker.job.ModelFailure;
import com.in2peta.worker.model.digits.DigitCutter;
import com.in2peta.worker.model.digits.DigitReader;
import com.in2peta.worker.model.digits.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Trains the digit classifier on drawn numbers, cut exactly as the worker cuts them. */
public final class TrainDigitReader {

    static final long SEED = 20_260_102;
    static final long HELD_BACK_SEED = 77_000_002;
    static final int HELD_BACK_IMAGES = 400;

    private static final String HELD_BACK_FILE = "digit-images.zip";
    private static final int IMAGES = 18_000;
    private static final int PIXELS = DigitCutter.SIDE * DigitCutter.SIDE;

    private TrainDigitReader() {}

    private record Digit(float[] square, int value) {}

    static void train() {
        System.setProperty("java.awt.headless", "true");
        List<Digit> digits = digits();
        System.out.printf("%d digits%n", digits.size());
        SplittableRandom random = new SplittableRandom(SEED);
        Convolution first = new Convolution(1, DigitCutter.SIDE, 8, true, random);
        Convolution second = new Convolution(8, first.side(), 24, false, random);
        Dense third = new Dense(second.outputs(), 96, true, false, random);
        Dense last = new Dense(96, DigitReader.CLASSES, false, false, random);
        Network network = new Network(PIXELS, List.of(first, second, third, last));
        network.train(
                new Network.Source() {
                    @Override
                    public int size() {
                        return digits.size();
                    }

                    @Override
                    public int row(int index, float[] target, int offset) {
                        System.arraycopy(digits.get(index).square(), 0, target, offset, PIXELS);
                        return digits.get(index).value();
                    }
                },
                new Network.Plan(5, 64, 0.002f, 1e-4f, SEED));
        OnnxWriter onnx = new OnnxWriter()
                .input("features", OnnxWriter.FLOAT, -1, 1, DigitCutter.SIDE, DigitCutter.SIDE)
                .output("probabilities", OnnxWriter.FLOAT, -1, DigitReader.CLASSES);
        String name = first.write(onnx, "features");
        name = second.write(onnx, name);
        name = onnx.node("Flatten", null, Map.of("axis", 1), name);
        name = third.write(onnx, name);
        name = last.write(onnx, name);
        onnx.node("Softmax", "probabilities", Map.of("axis", 1), name);
        ModelFiles.writeModel(DigitReader.ENDPOINT, onnx.file());
        writeHeldBack();
        ObjectNode measured = ModelFiles.object();
        measured.put("held_back_seed", HELD_BACK_SEED);
        measured.put("held_back_images", HELD_BACK_IMAGES);
        measured.put("held_back_font_families", DigitImages.HELD_BACK_FAMILIES.size());
        measured.put("training_font_families", DigitImages.TRAINING_FAMILIES.size());
        measured.put("image_accuracy", evaluate(new DigitReader()));
        ModelFiles.writeEvaluation(DigitReader.ENDPOINT, SEED, measured);
    }

    private static List<Digit> digits() {
        DigitImages images = new DigitImages(DigitImages.TRAINING_FAMILIES, SEED, true);
        System.out.printf("%d fonts%n", images.fontCount());
        SplittableRandom random = new SplittableRandom(SEED + 1);
        List<Digit> digits = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            DigitImages.Made made = images.make(2 + random.nextInt(5), 1);
            try {
                List<float[]> squares = DigitCutter.cut(Picture.of(made.image()));
                // Where digits touch, it is not sure which square shows which digit.
                if (squares.size() == made.digits().length()) {
                    for (int d = 0; d < squares.size(); d++) {
                        digits.add(new Digit(squares.get(d), made.digits().charAt(d) - '0'));
                    }
                }
            } catch (ModelFailure e) {
                System.out.println(e.getMessage());
            }
        }
        return digits;
    }

    /** Stores the held-back images with the tests, so that these need no fonts. */
    private static void writeHeldBack() {
        DigitImages images = new DigitImages(DigitImages.HELD_BACK_FAMILIES, HELD_BACK_SEED, false);
        SplittableRandom random = new SplittableRandom(HELD_BACK_SEED + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < HELD_BACK_IMAGES; i++) {
                DigitImages.Made made = images.make(1 + random.nextInt(8), 0.6);
                ZipEntry entry = new ZipEntry(String.format(
                        "%03d-%s-%s.png", i, made.digits(), made.family().replace(' ', '_')));
                entry.setTime(0);
                zip.putNextEntry(entry);
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                ImageIO.write(made.image(), "png", png);
                zip.write(png.toByteArray());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ModelFiles.write(Path.of("src", "test", "resources", HELD_BACK_FILE), bytes.toByteArray());
    }

    /** Share of the held-back images whose number is read completely right. */
    public static double evaluate(DigitReader reader) {
        int right = 0;
        int all = 0;
        try (InputStream file = TrainDigitReader.class.getResourceAsStream("/" + HELD_BACK_FILE);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String digits = entry.getName().split("-")[1];
                String read = read(reader, zip.readAllBytes());
                right += read.equals(digits) ? 1 : 0;
                all++;
                if (!read.equals(digits)) {
                    System.out.println(entry.getName() + " was read as " + read);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (double) right / all;
    }

    private static String read(DigitReader reader, byte[] png) {
        try {
            return reader.read(Picture.decode(png)).digits();
        } catch (ModelFailure e) {
            return "";
        }
    }
}
