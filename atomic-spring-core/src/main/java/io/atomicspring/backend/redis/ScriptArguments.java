package io.atomicspring.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys and arguments of a script in the protocol's bytes. They are written by the calling thread, so that the connection's one
 * thread only copies them.
 */
final class ScriptArguments {

    private byte[] bytes = new byte[512];
    private int size;
    private int count;
    private byte[] firstKey = new byte[0];

    /** Starts with the keys. */
    static ScriptArguments keys(byte[]... keys) {
        return new ScriptArguments(keys);
    }

    private ScriptArguments(byte[]... keys) {
        add(keys.length);
        for (byte[] key : keys) {
            add(key);
        }
        if (keys.length > 0) {
            firstKey = keys[0];
        }
    }

    ScriptArguments add(byte[] argument) {
        head(argument.length);
        ensure(argument.length + 2);
        System.arraycopy(argument, 0, bytes, size, argument.length);
        size += argument.length;
        return newline();
    }

    /** Adds a kind byte and the content behind it as one argument. */
    ScriptArguments add(char kind, byte[] content) {
        head(content.length + 1);
        ensure(content.length + 3);
        bytes[size++] = (byte) kind;
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
        return newline();
    }

    ScriptArguments add(long number) {
        return add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** How many arguments, the number of keys included. */
    int count() {
        return count;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where a cluster sends the call; empty if there are no keys. */
    byte[] firstKey() {
        return firstKey;
    }

    private void head(int length) {
        ensure(16);
        bytes[size++] = '$';
        size = digits(size, length);
        newline();
        count++;
    }

    private ScriptArguments newline() {
        bytes[size++] = '\r';
        bytes[size++] = '\n';
        return this;
    }

    private int digits(int at, int number) {
        int length = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            length++;
        }
        int rest = number;
        for (int i = at + length - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + length;
    }

    private void ensure(int more) {
        if (size + more + 4 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more + 4));
        }
    }
}
