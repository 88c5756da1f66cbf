package com.in2peta.worker.model.digits;

import com.in2peta.worker.job.ModelFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the digits of a single line in a picture and brings each to the same size. Training and inference share this
 * class.
 */
public final class DigitCutter {

    /** Side of the square each digit is brought to, in pixels. */
    public static final int SIDE = 24;

    /** Longest number that is read. */
    public static final int MAX_DIGITS = 64;

    private static final int INNER = 20;
    private static final int LEVELS = 256;
    private static final float MIN_CONTRAST = 24;
    private static final double MIN_HEIGHT_SHARE = 0.4;
    private static final double MIN_AREA_SHARE = 0.03;
    private static final double MERGED_OVERLAP = 0.6;
    private static final double TOUCHING_WIDTH = 1.25;
    private static final double USUAL_WIDTH = 0.62;

    private final Picture picture;
    private final float[] ink;

    /** A rectangle of the picture; right and bottom lie outside. */
    private record Box(int left, int top, int right, int bottom, int area) {

        int width() {
            return right - left;
        }

        int height() {
            return bottom - top;
        }

        boolean above(Box other) {
            int shared = Math.min(right, other.right) - Math.max(left, other.left);
            return shared >= MERGED_OVERLAP * Math.min(width(), other.width());
        }

        Box with(Box other) {
            return new Box(
                    Math.min(left, other.left),
                    Math.min(top, other.top),
                    Math.max(right, other.right),
                    Math.max(bottom, other.bottom),
                    area + other.area);
        }
    }

    private DigitCutter(Picture picture, float[] ink) {
        this.picture = picture;
        this.ink = ink;
    }

    /** The digits from left to right, each a square of {@link #SIDE} with ink from 0 to 1. */
    public static List<float[]> cut(Picture picture) throws ModelFailure {
        DigitCutter cutter = new DigitCutter(picture, ink(picture));
        List<Box> boxes = cutter.digits();
        if (boxes.isEmpty()) {
            throw new ModelFailure("no digits were found in the image");
        }
        if (boxes.size() > MAX_DIGITS) {
            throw new ModelFailure("more than " + MAX_DIGITS + " digits were found in the image");
        }
        List<float[]> digits = new ArrayList<>();
        for (Box box : boxes) {
            digits.add(cutter.square(box));
        }
        return digits;
    }

    /** How much each pixel belongs to the writing, by the two brightnesses that part the picture best (Otsu). */
    private static float[] ink(Picture picture) throws ModelFailure {
        float[] grey = picture.grey();
        long[] histogram = new long[LEVELS];
        double sum = 0;
        for (float value : grey) {
            int level = Math.max(0, Math.min(LEVELS - 1, Math.round(value)));
            histogram[level]++;
            sum += level;
        }
        double darkSum = 0;
        long darkCount = 0;
        double best = -1;
        float dark = 0;
        float light = 0;
        for (int level = 0; level < LEVELS - 1; level++) {
            darkCount += histogram[level];
            darkSum += (double) level * histogram[level];
            long lightCount = grey.length - darkCount;
            if (darkCount == 0 || lightCount == 0) {
                continue;
            }
            double darkMean = darkSum / darkCount;
            double lightMean = (sum - darkSum) / lightCount;
            double between = (double) darkCount * lightCount * (lightMean - darkMean) * (lightMean - darkMean);
            if (between > best) {
                best = between;
                dark = (float) darkMean;
                light = (float) lightMean;
            }
        }
        if (light - dark < MIN_CONTRAST) {
            throw new ModelFailure("no digits were found in the image");
        }
        boolean darkWriting = edgeIsLight(picture, (dark + light) / 2);
        float[] ink = new float[grey.length];
        for (int i = 0; i < grey.length; i++) {
            float share = (light - grey[i]) / (light - dark);
            ink[i] = Math.max(0, Math.min(1, darkWriting ? share : 1 - share));
        }
        return ink;
    }

    private static boolean edgeIsLight(Picture picture, float threshold) {
        int width = picture.width();
        int height = picture.height();
        int light = 0;
        int all = 0;
        for (int y = 0; y < height; y++) {
            int step = y == 0 || y == height - 1 ? 1 : Math.max(1, width - 1);
            for (int x = 0; x < width; x += step) {
                light += picture.grey()[y * width + x] >= threshold ? 1 : 0;
                all++;
            }
        }
        return 2 * light >= all;
    }

    private List<Box> digits() {
        List<Box> parts = parts();
        int tallest = parts.stream().mapToInt(Box::height).max().orElse(0);
        int largest = parts.stream().mapToInt(Box::area).max().orElse(0);
        parts.removeIf(part -> part.area() < MIN_AREA_SHARE * largest || part.area() < 4);
        parts.sort(Comparator.comparingInt(Box::left));
        List<Box> merged = new ArrayList<>();
        for (Box part : parts) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).above(part)) {
                merged.set(last, merged.get(last).with(part));
            } else {
                merged.add(part);
            }
        }
        merged.removeIf(box -> box.height() < MIN_HEIGHT_SHARE * tallest);
        List<Box> digits = new ArrayList<>();
        merged.forEach(box -> split(box, digits));
        return digits;
    }

    /** Groups of inked pixels that touch each other, found by flooding. */
    private List<Box> parts() {
        int width = picture.width();
        boolean[] seen = new boolean[ink.length];
        int[] stack = new int[ink.length];
        List<Box> parts = new ArrayList<>();
        for (int start = 0; start < ink.length; start++) {
            if (seen[start] || ink[start] < 0.5f) {
                continue;
            }
            int size = 0;
            stack[size++] = start;
            seen[start] = true;
            int left = width;
            int right = 0;
            int top = picture.height();
            int bottom = 0;
            int area = 0;
            while (size > 0) {
                int at = stack[--size];
                int x = at % width;
                int y = at / width;
                area++;
                left = Math.min(left, x);
                right = Math.max(right, x + 1);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y + 1);
                for (int ny = Math.max(0, y - 1); ny <= Math.min(picture.height() - 1, y + 1); ny++) {
                    for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                        int next = ny * width + nx;
                        if (!seen[next] && ink[next] >= 0.5f) {
                            seen[next] = true;
                            stack[size++] = next;
                        }
                    }
                }
            }
            if (area >= 4) {
                parts.add(new Box(left, top, right, bottom, area));
            }
        }
        return parts;
    }

    /** Digits that touch form one wide part; it is divided where there is least ink. */
    private void split(Box box, List<Box> into) {
        int count = (int) Math.round(box.width() / (USUAL_WIDTH * box.height()));
        if (box.width() <= TOUCHING_WIDTH * box.height() || count < 2 || count > MAX_DIGITS) {
            into.add(box);
            return;
        }
        int left = box.left();
        for (int i = 1; i <= count; i++) {
            int right = i == count ? box.right() : thinnest(box, i, count);
            if (right > left) {
                into.add(new Box(left, box.top(), right, box.bottom(), box.area() / count));
            }
            left = right;
        }
    }

    private int thinnest(Box box, int part, int parts) {
        int middle = box.left() + box.width() * part / parts;
        int reach = box.width() / parts / 4;
        int best = middle;
        float least = Float.MAX_VALUE;
        for (int x = Math.max(box.left() + 1, middle - reach); x <= Math.min(box.right() - 1, middle + reach); x++) {
            float sum = 0;
            for (int y = box.top(); y < box.bottom(); y++) {
                sum += ink[y * picture.width() + x];
            }
            if (sum < least) {
                least = sum;
                best = x;
            }
        }
        return best;
    }

    /** Scales a digit, keeping its proportions, into the middle of a square. */
    private float[] square(Box box) {
        float[] square = new float[SIDE * SIDE];
        double scale = Math.max(box.width(), box.height()) / (double) INNER;
        double left = box.left() + box.width() / 2.0 - SIDE / 2.0 * scale;
        double top = box.top() + box.height() / 2.0 - SIDE / 2.0 * scale;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                square[y * SIDE + x] = mean(box, left + x * scale, top + y * scale, scale);
            }
        }
        return square;
    }

    /** Mean ink in a square of the given size, from a grid of points with interpolation between pixels. */
    private float mean(Box box, double left, double top, double size) {
        int points = Math.max(2, Math.min(8, (int) Math.ceil(size)));
        float sum = 0;
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                sum += at(box, left + (j + 0.5) * size / points - 0.5, top + (i + 0.5) * size / points - 0.5);
            }
        }
        return sum / (points * points);
    }

    private float at(Box box, double x, double y) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        return (1 - fy) * ((1 - fx) * pixel(box, x0, y0) + fx * pixel(box, x0 + 1, y0))
                + fy * ((1 - fx) * pixel(box, x0, y0 + 1) + fx * pixel(box, x0 + 1, y0 + 1));
    }

    /** Ink outside of the digit's own rectangle belongs to its neighbours. */
    private float pixel(Box box, int x, int y) {
        boolean outside = x < box.left() || x >= box.right() || y < box.top() || y >= box.bottom();
        return outside ? 0 : ink[y * picture.width() + x];
    }
}
