package com.in2peta.worker.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds an ONNX file: the few messages of its protocol buffers schema that a chain of layers needs. */
final class OnnxWriter {

    static final int FLOAT = 1;
    static final int INT64 = 7;

    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final Message graph = new Message();
    private final List<byte[]> nodes = new ArrayList<>();
    private int names;

    /** One protocol buffers message under construction. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.out.toByteArray());
        }
    }

    /** Declares an input or output; the first dimension, -1, is any number of rows. */
    private static Message valueInfo(String name, int type, long... shape) {
        Message dimensions = new Message();
        for (long size : shape) {
            dimensions.message(1, size < 0 ? new Message().text(2, "rows") : new Message().number(1, size));
        }
        Message tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    OnnxWriter input(String name, int type, long... shape) {
        graph.message(11, valueInfo(name, type, shape));
        return this;
    }

    OnnxWriter output(String name, int type, long... shape) {
        graph.message(12, valueInfo(name, type, shape));
        return this;
    }

    /** Stores weights; returns the name they are used by. */
    String weights(float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        return initializer(FLOAT, raw.array(), shape);
    }

    String integers(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        return initializer(INT64, raw.array(), values.length);
    }

    private String initializer(int type, byte[] raw, long... shape) {
        String name = "w" + names++;
        Message tensor = new Message();
        for (long size : shape) {
            tensor.number(1, size);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
        return name;
    }

    /** Adds an operation; attributes are integers or lists of integers. Returns the name of its result. */
    String node(String operation, String output, Map<String, ?> attributes, String... inputs) {
        String result = output == null ? "t" + names++ : output;
        Message node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, result).text(3, result + "_node").text(4, operation);
        attributes.forEach((name, value) -> {
            Message attribute = new Message().text(1, name);
            if (value instanceof Integer number) {
                attribute.number(3, number).number(20, ATTRIBUTE_INT);
            } else {
                for (Object number : (List<?>) value) {
                    attribute.number(8, (Integer) number);
                }
                attribute.number(20, ATTRIBUTE_INTS);
            }
            node.message(5, attribute);
        });
        nodes.add(node.out.toByteArray());
        return result;
    }

    byte[] file() {
        Message whole = new Message();
        nodes.forEach(node -> whole.bytes(1, node));
        whole.text(2, "model");
        whole.out.writeBytes(graph.out.toByteArray());
        Message model = new Message()
                .number(1, IR_VERSION)
                .text(2, "in2peta")
                .message(7, whole)
                .message(8, new Message().text(1, "").number(2, OPSET));
        return model.out.toByteArray();
    }
}
