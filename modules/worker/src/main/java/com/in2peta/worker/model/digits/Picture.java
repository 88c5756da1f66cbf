package com.in2peta.worker.model.digits;

import com.in2peta.worker.job.ModelFailure;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A grey picture.
 *
 * @param grey brightness of each pixel, row by row, 0 (black) to 255 (white)
 */
public record Picture(float[] grey, int width, int height) {

    /** Checked before any pixel is decoded, so that a small file cannot ask for much memory. */
    public static final int MAX_PIXELS = 4_000_000;

    public static final int MAX_SIDE = 8_000;

    private static final int PNG_HEAD = 0x89504E47;
    private static final int JPEG_HEAD = 0xFFD8;

    static {
        ImageIO.setUseCache(false);
    }

    /** Decodes a PNG or JPEG file. */
    public static Picture decode(byte[] file) throws ModelFailure {
        String format = format(file);
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new IllegalStateException("no decoder for " + format);
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
                throw new ModelFailure("image has more than " + MAX_PIXELS + " pixels or a side over " + MAX_SIDE);
            }
            return of(reader.read(0));
        } catch (IOException | RuntimeException e) {
            // The decoders answer broken files with many kinds of exceptions.
            throw new ModelFailure("image is broken or of an unusual kind of " + format);
        } finally {
            reader.dispose();
        }
    }

    private static String format(byte[] file) throws ModelFailure {
        if (file.length > 8) {
            int head = (file[0] & 0xFF) << 24 | (file[1] & 0xFF) << 16 | (file[2] & 0xFF) << 8 | file[3] & 0xFF;
            if (head == PNG_HEAD) {
                return "png";
            }
            if (head >>> 16 == JPEG_HEAD) {
                return "jpeg";
            }
        }
        throw new ModelFailure("image is neither PNG nor JPEG");
    }

    /** Turns any picture grey; what is transparent gets the ground on which the rest can be seen. */
    public static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[] grey = new float[width * height];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            Raster raster = image.getRaster();
            raster.getSamples(0, 0, width, height, 0, grey);
            return new Picture(grey, width, height);
        }
        // An opaque picture, the usual case, does without the second array.
        float[] alpha = new float[image.getColorModel().hasAlpha() ? grey.length : 0];
        int[] line = new int[width];
        double opaque = 0;
        double light = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int x = 0; x < width; x++) {
                int rgb = line[x];
                int at = y * width + x;
                grey[at] = 0.299f * (rgb >> 16 & 0xFF) + 0.587f * (rgb >> 8 & 0xFF) + 0.114f * (rgb & 0xFF);
                if (alpha.length > 0) {
                    alpha[at] = (rgb >>> 24) / 255f;
                    opaque += alpha[at];
                    light += alpha[at] * grey[at];
                }
            }
        }
        float ground = opaque > 0 && light / opaque > 128 ? 0 : 255;
        for (int i = 0; i < alpha.length; i++) {
            grey[i] = alpha[i] * grey[i] + (1 - alpha[i]) * ground;
        }
        return new Picture(grey, width, height);
    }
}
