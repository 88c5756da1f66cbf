package com.in2peta.compliance.export;

import com.in2peta.compliance.export.PackageFile.Made;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A ZIP over files that are finished: entries are stored as they are, so that every size and offset is known before a byte is sent, and any
 * range of the ZIP can be made from the files alone. No entry and no ZIP needs the 64-bit extension.
 */
final class ZipLayout {

    /** A stretch of the ZIP: bytes of its own (a header), or the bytes of a file. */
    record Segment(long offset, long length, byte[] bytes, String path) {}

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 20;
    /** Names are in UTF-8. */
    private static final short FLAGS = 1 << 11;

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;

    private final List<Segment> segments = new ArrayList<>();
    private final short date;
    private final short time;
    private long length;

    /** The files in their order; the time is that of every entry, in UTC. */
    ZipLayout(List<PackageFile> files, LocalDateTime at) {
        date = (short) (at.getYear() - 1980 << 9 | at.getMonthValue() << 5 | at.getDayOfMonth());
        time = (short) (at.getHour() << 11 | at.getMinute() << 5 | at.getSecond() / 2);
        List<byte[]> directory = new ArrayList<>();
        for (PackageFile file : files) {
            Made made = file.made().orElseThrow();
            long offset = length;
            add(local(file.path(), made));
            if (made.bytes() > 0) {
                segments.add(new Segment(length, made.bytes(), null, file.path()));
                length += made.bytes();
            }
            directory.add(central(file.path(), made, offset));
        }
        long begin = length;
        directory.forEach(this::add);
        add(end(files.size(), length - begin, begin));
    }

    /** What a file adds to a ZIP beside its content. */
    static long overhead(String path) {
        return LOCAL_BYTES + CENTRAL_BYTES + 2L * path.getBytes(StandardCharsets.UTF_8).length;
    }

    long length() {
        return length;
    }

    /** In order, without gaps. */
    List<Segment> segments() {
        return segments;
    }

    /** Changes with every byte of the ZIP: headers hold the checksums of what they head. */
    String etag(List<PackageFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Segment segment : segments) {
                if (segment.bytes() != null) {
                    digest.update(segment.bytes());
                }
            }
            files.forEach(
                    file -> digest.update(file.made().orElseThrow().sha256().getBytes(StandardCharsets.US_ASCII)));
            return "\"" + HexFormat.of().formatHex(digest.digest()) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    private void add(byte[] bytes) {
        segments.add(new Segment(length, bytes.length, bytes, null));
        length += bytes.length;
    }

    private byte[] local(String path, Made made) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return common(buffer(LOCAL_BYTES + name.length).putInt(LOCAL).putShort(VERSION), name, made)
                .put(name)
                .array();
    }

    private byte[] central(String path, Made made, long offset) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return common(
                        buffer(CENTRAL_BYTES + name.length)
                                .putInt(CENTRAL)
                                .putShort(VERSION)
                                .putShort(VERSION),
                        name,
                        made)
                .putShort((short) 0) // comment
                .putShort((short) 0) // disk
                .putShort((short) 0) // internal attributes
                .putInt(0) // external attributes
                .putInt((int) offset)
                .put(name)
                .array();
    }

    /** From the flags to the length of the extra field, which both headers have alike. */
    private ByteBuffer common(ByteBuffer header, byte[] name, Made made) {
        return header.putShort(FLAGS)
                .putShort((short) 0) // stored
                .putShort(time)
                .putShort(date)
                .putInt((int) made.crc32())
                .putInt((int) made.bytes())
                .putInt((int) made.bytes())
                .putShort((short) name.length)
                .putShort((short) 0);
    }

    private static byte[] end(int entries, long directoryBytes, long directoryOffset) {
        return buffer(END_BYTES)
                .putInt(END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt((int) directoryBytes)
                .putInt((int) directoryOffset)
                .putShort((short) 0)
                .array();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
