import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks a certificate of in2peta without in2peta: one file, a JDK of version 17 or newer, nothing else.
 *
 * <pre>java VerifyCertificate.java certificate.jws KEYS [proof.json [root.jws]]</pre>
 *
 * KEYS is the file or address of the public keys, as from /.well-known/in2peta-evidence-keys.json. With proof.json it is also shown that the
 * certificate is part of what was signed for its day; with root.jws, the copy of that signature which was kept elsewhere, that it was not signed
 * anew. The exit code is 0 when everything holds, 1 otherwise.
 */
public final class VerifyCertificate {

    /** Why a certificate is refused, in words for its holder. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    /** A signature that holds: whose, and over what. */
    private record Signed(String kid, Map<String, Object> payload) {}

    private static final String CERTIFICATE = "in2peta-certificate+jws";
    private static final String ROOT = "in2peta-evidence-root+jws";
    private static final int LARGEST_BYTES = 1 << 20;
    private static final int HASH_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private VerifyCertificate() {}

    public static void main(String[] arguments) {
        if (arguments.length < 2 || arguments.length > 4) {
            System.err.println("usage: java VerifyCertificate.java certificate.jws KEYS [proof.json [root.jws]]");
            System.exit(1);
        }
        try {
            for (String line : verify(arguments)) {
                System.out.println(line);
            }
        } catch (Refused refused) {
            System.out.println("NOT VALID: " + refused.getMessage());
            System.exit(1);
        }
    }

    private static List<String> verify(String[] arguments) throws Refused {
        Map<String, PublicKey> keys = keys(json(read(arguments[1]), "the keys"));
        Signed certificate = signed(read(arguments[0]).strip(), CERTIFICATE, keys);
        Map<String, Object> payload = certificate.payload();
        byte[] hash = evidence(payload);
        List<String> lines = new ArrayList<>();
        lines.add("VALID: certificate " + text(payload, "jti") + " for request " + text(payload, "request_id"));
        lines.add("issued by " + text(payload, "iss") + " at " + Instant.ofEpochSecond(number(payload, "iat"))
                + ", signed with key " + certificate.kid());
        lines.add("entry " + number(object(payload, "evidence"), "seq") + " of the evidence");
        lines.add("it says: " + canonical(object(payload, "body")));
        if (arguments.length > 2) {
            Map<String, Object> proof = json(read(arguments[2]), "the proof");
            String root = text(proof, "root");
            if (arguments.length > 3 && !read(arguments[3]).strip().equals(root)) {
                throw new Refused("the root in the proof is not the one that was kept elsewhere");
            }
            lines.add(included(object(payload, "evidence"), hash, object(proof, "proof"), signed(root, ROOT, keys)));
        }
        return lines;
    }

    // The certificate and its entry in the evidence

    /** The certificate's entry holds the digest of its body, so neither can be exchanged without the other. */
    private static byte[] evidence(Map<String, Object> payload) throws Refused {
        Map<String, Object> evidence = object(payload, "evidence");
        String record = text(evidence, "record");
        byte[] hash = sha256(hash(text(evidence, "prev")), record.getBytes(StandardCharsets.UTF_8));
        require(Arrays.equals(hash, hash(text(evidence, "hash"))), "the entry of the evidence has another hash");
        Map<String, Object> entry = json(record, "the entry of the evidence");
        Map<String, Object> body = object(entry, "body");
        require(text(entry, "kind").equals("certificate"), "the entry of the evidence is about something else");
        require(text(entry, "object").equals(text(payload, "jti")), "the entry of the evidence is of another certificate");
        require(number(entry, "seq") == number(evidence, "seq"), "the entry of the evidence has another number");
        require(text(body, "request_id").equals(text(payload, "request_id")), "the entry is about another request");
        byte[] digest = sha256(canonical(object(payload, "body")).getBytes(StandardCharsets.UTF_8));
        require(Arrays.equals(digest, hash(text(body, "body_sha256"))), "the entry was made for another text");
        return hash;
    }

    // The signed root of the day

    /** RFC 9162, section 2.1.3.2. */
    private static String included(Map<String, Object> evidence, byte[] hash, Map<String, Object> proof, Signed root)
            throws Refused {
        long first = number(root.payload(), "first_seq");
        long size = number(proof, "size");
        long index = number(proof, "index");
        require(size == number(root.payload(), "last_seq") - first + 1, "the proof is for a day of another size");
        require(index >= 0 && index < size, "the proof is for no entry of that day");
        require(number(evidence, "seq") == first + index, "the proof is for another entry");
        byte[] node = sha256(new byte[] {0}, hash);
        long position = index;
        long last = size - 1;
        for (Object step : list(proof, "path")) {
            require(last > 0, "the proof is too long");
            byte[] beside = hash(step instanceof String text ? text : "");
            if ((position & 1) == 1 || position == last) {
                node = sha256(new byte[] {1}, beside, node);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                node = sha256(new byte[] {1}, node, beside);
            }
            position >>= 1;
            last >>= 1;
        }
        require(last == 0, "the proof is too short");
        require(
                Arrays.equals(node, hash(text(root.payload(), "merkle_root"))),
                "the entry is not part of what was signed for that day");
        return "part of the evidence signed for " + text(root.payload(), "day") + " with key " + root.kid();
    }

    // Signatures

    private static Signed signed(String jws, String type, Map<String, PublicKey> keys) throws Refused {
        String[] parts = jws.split("\\.", -1);
        require(parts.length == 3, "it is no signed document, or a part of one");
        Map<String, Object> header = json(utf8(base64(parts[0])), "the header");
        require("EdDSA".equals(header.get("alg")), "it is not signed with EdDSA");
        require(type.equals(header.get("typ")), "it is a document of another type");
        require(header.keySet().equals(java.util.Set.of("alg", "kid", "typ")), "its header asks for more than it may");
        String kid = text(header, "kid");
        require(keys.containsKey(kid), "it is signed with a key that is not among the keys");
        byte[] bytes = base64(parts[2]);
        // The JDK takes a signature for good that has zeros after its end.
        require(bytes.length == SIGNATURE_BYTES, "the signature is wrong: it has another length");
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(keys.get(kid));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            require(signature.verify(bytes), "the signature is wrong: something was changed");
        } catch (GeneralSecurityException e) {
            throw new Refused("the signature is wrong: something was changed");
        }
        return new Signed(kid, json(utf8(base64(parts[1])), "the content"));
    }

    private static Map<String, PublicKey> keys(Map<String, Object> set) throws Refused {
        Map<String, PublicKey> keys = new TreeMap<>();
        for (Object member : list(set, "keys")) {
            if (member instanceof Map<?, ?> key
                    && "OKP".equals(key.get("kty"))
                    && "Ed25519".equals(key.get("crv"))
                    && key.get("kid") instanceof String kid
                    && key.get("x") instanceof String x) {
                require(keys.put(kid, key(base64(x))) == null, "two of the keys have the same name");
            }
        }
        require(!keys.isEmpty(), "there is no Ed25519 key among the keys");
        return keys;
    }

    private static PublicKey key(byte[] x) throws Refused {
        require(x.length == HASH_BYTES, "a key is not of Ed25519");
        byte[] encoded = Arrays.copyOf(X509_ED25519, X509_ED25519.length + x.length);
        System.arraycopy(x, 0, encoded, X509_ED25519.length, x.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new Refused("a key is not of Ed25519");
        }
    }

    // Bytes

    private static String read(String place) throws Refused {
        try {
            if (place.startsWith("https://") || place.startsWith("http://")) {
                HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
                HttpRequest request = HttpRequest.newBuilder(URI.create(place)).timeout(Duration.ofSeconds(10)).build();
                HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                require(response.statusCode() == 200, place + " answers " + response.statusCode());
                require(response.body().length <= LARGEST_BYTES, place + " is too large");
                return utf8(response.body());
            }
            require(Files.size(Path.of(place)) <= LARGEST_BYTES, place + " is too large");
            return utf8(Files.readAllBytes(Path.of(place)));
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused("cannot read " + place);
        } catch (InterruptedException e) {
            throw new Refused("interrupted while reading " + place);
        }
    }

    private static String utf8(byte[] bytes) throws Refused {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Refused("it is not written in UTF-8");
        }
    }

    /** Without padding and without idle bits: each text stands for other bytes. */
    private static byte[] base64(String text) throws Refused {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            require(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text), "it is not base64url");
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new Refused("it is not base64url");
        }
    }

    private static byte[] hash(String hex) throws Refused {
        require(hex.matches("[0-9a-f]{64}"), "a hash is not written as one");
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] sha256(byte[]... parts) throws Refused {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new Refused("this JDK has no SHA-256");
        }
    }

    private static void require(boolean condition, String otherwise) throws Refused {
        if (!condition) {
            throw new Refused(otherwise);
        }
    }

    // JSON: strings, whole numbers, booleans, lists and objects, which is all that is signed

    private static Map<String, Object> object(Map<String, Object> object, String name) throws Refused {
        if (object.get(name) instanceof Map<?, ?> map) {
            Map<String, Object> members = new TreeMap<>();
            map.forEach((key, value) -> members.put((String) key, value));
            return members;
        }
        throw new Refused("it has no " + name);
    }

    private static List<?> list(Map<String, Object> object, String name) throws Refused {
        if (object.get(name) instanceof List<?> list) {
            return list;
        }
        throw new Refused("it has no " + name);
    }

    private static String text(Map<String, Object> object, String name) throws Refused {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new Refused("it has no " + name);
    }

    private static long number(Map<String, Object> object, String name) throws Refused {
        if (object.get(name) instanceof Long number) {
            return number;
        }
        throw new Refused("it has no " + name);
    }

    private static Map<String, Object> json(String text, String what) throws Refused {
        if (new Parser(text, what).parse() instanceof Map<?, ?> map) {
            return object(Map.of("", map), "");
        }
        throw new Refused(what + " cannot be read");
    }

    /** As it was hashed: RFC 8785. */
    private static String canonical(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            new TreeMap<>(map).forEach((name, member) -> members.add(canonical(name) + ":" + canonical(member)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(",", list.stream().map(VerifyCertificate::canonical).toList()) + "]";
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int escape = "\b\t\n\f\r\"\\".indexOf(c);
            if (escape >= 0) {
                out.append('\\').append("btnfr\"\\".charAt(escape));
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Strict: no member twice, nothing after the end, no other kinds of values. */
    private static final class Parser {

        private static final int DEEPEST = 32;

        private final String text;
        private final String what;
        private int at;

        Parser(String text, String what) {
            this.text = text;
            this.what = what;
        }

        Object parse() throws Refused {
            Object value = value(0);
            blanks();
            return at == text.length() ? value : fail();
        }

        private Object value(int depth) throws Refused {
            blanks();
            if (at == text.length() || depth > DEEPEST) {
                return fail();
            }
            char c = text.charAt(at);
            if (c == '{') {
                return object(depth);
            } else if (c == '[') {
                return list(depth);
            } else if (c == '"') {
                return string();
            } else if (c == '-' || Character.isDigit(c)) {
                return number();
            } else if (text.startsWith("true", at)) {
                at += 4;
                return true;
            } else if (text.startsWith("false", at)) {
                at += 5;
                return false;
            }
            return fail();
        }

        private Map<String, Object> object(int depth) throws Refused {
            Map<String, Object> map = new TreeMap<>();
            at++;
            if (next('}')) {
                return map;
            }
            do {
                blanks();
                if (at == text.length() || text.charAt(at) != '"') {
                    fail();
                }
                String name = string();
                if (!next(':') || map.put(name, value(depth + 1)) != null) {
                    fail();
                }
            } while (next(','));
            if (!next('}')) {
                fail();
            }
            return map;
        }

        private List<Object> list(int depth) throws Refused {
            List<Object> list = new ArrayList<>();
            at++;
            if (next(']')) {
                return list;
            }
            do {
                list.add(value(depth + 1));
            } while (next(','));
            if (!next(']')) {
                fail();
            }
            return list;
        }

        private String string() throws Refused {
            StringBuilder out = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return out.toString();
                } else if (c == '\\') {
                    out.append(escape());
                } else if (c < ' ') {
                    break;
                } else {
                    out.append(c);
                }
            }
            return (String) fail();
        }

        private char escape() throws Refused {
            at++;
            int known = at < text.length() ? "\"\\/bfnrt".indexOf(text.charAt(at)) : -1;
            if (known >= 0) {
                return "\"\\/\b\f\n\r\t".charAt(known);
            }
            if (at + 5 > text.length() || !text.substring(at, at + 5).matches("u[0-9a-fA-F]{4}")) {
                fail();
            }
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }

        private Long number() throws Refused {
            int from = at;
            at++;
            while (at < text.length() && "0123456789.eE+-".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String number = text.substring(from, at);
            if (!number.matches("0|-?[1-9][0-9]{0,15}")) {
                fail();
            }
            return Long.valueOf(number);
        }

        private boolean next(char wanted) {
            blanks();
            if (at < text.length() && text.charAt(at) == wanted) {
                at++;
                return true;
            }
            return false;
        }

        private void blanks() {
            while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private Object fail() throws Refused {
            throw new Refused(what + " cannot be read");
        }
    }
}
