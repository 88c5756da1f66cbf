package com.in2peta.compliance.residue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** How a whole file is compressed, as its first bytes say. What is compressed inside of a file is {@link Haystack}'s. */
enum Compression {
    GZIP(0x1f, 0x8b, 8) {
        @Override
        void read(InputStream in, Reader reader) throws IOException {
            reader.read(new GZIPInputStream(in));
        }
    },
    ZIP('P', 'K', 3, 4) {
        @Override
        void read(InputStream in, Reader reader) throws IOException {
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                reader.read(zip);
            }
        }
    },
    BZIP2('B', 'Z', 'h'),
    XZ(0xfd, '7', 'z', 'X', 'Z', 0),
    SEVEN_ZIP('7', 'z', 0xbc, 0xaf, 0x27, 0x1c),
    ZSTANDARD(0x28, 0xb5, 0x2f, 0xfd),
    LZ4(0x04, 0x22, 0x4d, 0x18);

    /** What is in there, or a piece of it. */
    interface Reader {
        void read(InputStream in) throws IOException;
    }

    private static final int LONGEST_MARK = 6;

    private final byte[] mark;

    Compression(int... mark) {
        this.mark = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            this.mark[i] = (byte) mark[i];
        }
    }

    /**
     * Reads a file that is compressed as a whole, of any length; one that is not is left alone. What is torn, such as a file that is still
     * written, is read as far as it goes.
     *
     * @param in from its first byte, with {@link InputStream#mark marks}
     * @throws IOException also when the format is known but cannot be read here
     */
    static void unpack(InputStream in, Reader reader) throws IOException {
        in.mark(LONGEST_MARK);
        byte[] start = in.readNBytes(LONGEST_MARK);
        in.reset();
        for (Compression compression : values()) {
            if (Arrays.equals(Arrays.copyOf(start, compression.mark.length), compression.mark)) {
                try {
                    compression.read(in, reader);
                } catch (EOFException e) {
                    return;
                }
            }
        }
    }

    void read(InputStream in, Reader reader) throws IOException {
        throw new IOException("the content of " + this + " cannot be read");
    }
}
