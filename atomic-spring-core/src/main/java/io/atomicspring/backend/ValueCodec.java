package io.atomicspring.backend;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The canonical bytes of a value: equal values have equal bytes.
 *
 * <p>The first byte is the kind, the rest the content, delimited from outside:
 *
 * <pre>
 * 0          null
 * f  t       false, true
 * n text     number, {@link ExactDecimal#text}
 * s utf-8    string
 * b bytes    binary
 * l (len value)*              list
 * m (len name len value)*     map, by name in UTF-8 order
 * S N B (len content)*        set of strings, numbers, binaries, in order, without duplicates
 * </pre>
 *
 * {@code len} is a 4 byte big-endian length of what follows.
 *
 * @since 0.1
 */
public final class ValueCodec {

    private ValueCodec() {}

    public static byte[] encode(Value value) {
        return value.accept(Encoder.INSTANCE);
    }

    /** Reads what {@link #encode} wrote; {@link IllegalArgumentException} for anything else. */
    public static Value decode(byte[] bytes) {
        try {
            return decode(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException | NumberFormatException | InvalidInputException e) {
            throw new IllegalArgumentException("These " + bytes.length + " bytes are no stored value: " + e, e);
        }
    }

    private static Value decode(ByteBuffer in) {
        byte kind = in.get();
        return switch (kind) {
            case '0' -> Value.nothing();
            case 'f' -> Value.of(false);
            case 't' -> Value.of(true);
            case 'n' -> Value.of(new BigDecimal(text(in)));
            case 's' -> Value.of(text(in));
            case 'b' -> Value.of(rest(in));
            case 'l' -> list(in);
            case 'm' -> map(in);
            case 'S' -> set(in, Value.Kind.STRING);
            case 'N' -> set(in, Value.Kind.NUMBER);
            case 'B' -> set(in, Value.Kind.BINARY);
            default -> throw new IllegalArgumentException("Unknown kind of value: byte " + kind);
        };
    }

    private static Value list(ByteBuffer in) {
        List<Value> elements = new ArrayList<>();
        while (in.hasRemaining()) {
            elements.add(decode(part(in)));
        }
        return new Value.ListOf(elements);
    }

    private static Value map(ByteBuffer in) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            attributes.put(text(part(in)), decode(part(in)));
        }
        return new Document(attributes);
    }

    private static Value set(ByteBuffer in, Value.Kind kind) {
        List<Value> members = new ArrayList<>();
        while (in.hasRemaining()) {
            ByteBuffer member = part(in);
            members.add(
                    switch (kind) {
                        case STRING -> Value.of(text(member));
                        case NUMBER -> Value.of(new BigDecimal(text(member)));
                        default -> Value.of(rest(member));
                    });
        }
        return new Value.SetOf(kind, members);
    }

    private static ByteBuffer part(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("A part of " + length + " bytes where " + in.remaining() + " are left");
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static String text(ByteBuffer in) {
        return new String(rest(in), StandardCharsets.UTF_8);
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    private enum Encoder implements Value.Visitor<byte[]> {
        INSTANCE;

        @Override
        public byte[] visitNull() {
            return new byte[] {'0'};
        }

        @Override
        public byte[] visit(Value.Bool value) {
            return new byte[] {(byte) (value.value() ? 't' : 'f')};
        }

        @Override
        public byte[] visit(Value.Num value) {
            return tagged('n', content(value));
        }

        @Override
        public byte[] visit(Value.Text value) {
            return tagged('s', content(value));
        }

        @Override
        public byte[] visit(Value.Binary value) {
            return tagged('b', content(value));
        }

        @Override
        public byte[] visit(Value.ListOf value) {
            ByteArrayOutputStream out = opened('l');
            value.elements().forEach(element -> append(out, encode(element)));
            return out.toByteArray();
        }

        @Override
        public byte[] visit(Document value) {
            ByteArrayOutputStream out = opened('m');
            value.attributes().forEach((name, attribute) -> {
                append(out, name.getBytes(StandardCharsets.UTF_8));
                append(out, encode(attribute));
            });
            return out.toByteArray();
        }

        @Override
        public byte[] visit(Value.SetOf value) {
            ByteArrayOutputStream out = opened(
                    switch (value.elementKind()) {
                        case STRING -> 'S';
                        case NUMBER -> 'N';
                        default -> 'B';
                    });
            value.members().forEach(member -> append(out, content(member)));
            return out.toByteArray();
        }

        private static byte[] content(Value scalar) {
            if (scalar instanceof Value.Num number) {
                return ExactDecimal.text(number.value()).getBytes(StandardCharsets.US_ASCII);
            }
            return scalar instanceof Value.Text text
                    ? text.value().getBytes(StandardCharsets.UTF_8)
                    : ((Value.Binary) scalar).bytes();
        }

        private static ByteArrayOutputStream opened(char kind) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(kind);
            return out;
        }

        private static byte[] tagged(char kind, byte[] content) {
            byte[] bytes = new byte[content.length + 1];
            bytes[0] = (byte) kind;
            System.arraycopy(content, 0, bytes, 1, content.length);
            return bytes;
        }

        private static void append(ByteArrayOutputStream out, byte[] part) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            out.writeBytes(part);
        }
    }
}
