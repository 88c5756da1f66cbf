package com.in2peta.acceptance.prove;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Something in the sources that nobody described.
 *
 * @param name by which the check must speak of it
 * @param classes what the changed sources compile to, where the check looks at classes
 */
record SourceAddition(String what, String name, Optional<ClassLoader> classes) {

    private static final String LETTER = "modules/identity/src/main/java/com/in2peta/identity/mail/OutboxMailer.java";
    private static final String RECORD = "record Letter(";
    private static final List<String> LOGGED = List.of(
            "modules/kernel/src/main/java/com/in2peta/kernel/outbox/OutboxRelay.java",
            "modules/kernel/src/main/java/com/in2peta/kernel/time/Recurring.java",
            "modules/inference/src/main/java/com/in2peta/inference/dispatch/Completer.java");

    static SourceAddition random(SourceCopy copy, Random random) {
        String number = Integer.toString(random.nextInt(1_000_000));
        return switch (random.nextInt(6)) {
            case 0 -> destination(copy, "Added" + number);
            case 1 -> key(copy, "added" + number);
            case 2 -> logged(copy, LOGGED.get(random.nextInt(LOGGED.size())), "person" + number + ".email()");
            case 3 -> browser(copy, "added-" + number);
            case 4 -> setting(copy, "in2peta.identity.added" + number + "-file");
            default -> setting(copy, "in2peta.billing.added" + number + "-url");
        };
    }

    private static SourceAddition destination(SourceCopy copy, String name) {
        copy.append(
                "server-config/resources.asadmin",
                "create-admin-object --raname artemis --restype jakarta.jms.Queue --property address=" + name + " jms/"
                        + name + "\n");
        return new SourceAddition("the destination " + name, name, Optional.empty());
    }

    private static SourceAddition key(SourceCopy copy, String name) {
        copy.replace(LETTER, RECORD, RECORD + "String " + name + ", ");
        return new SourceAddition(
                "the key " + name,
                name,
                Optional.of(copy.compileRecord(LETTER, "com.in2peta.identity.mail.OutboxMailer$Letter")));
    }

    private static SourceAddition logged(SourceCopy copy, String file, String expression) {
        copy.replace(file, "LOG.log(", "LOG.log(Level.INFO, \"{0}\", " + expression + ");\nLOG.log(");
        return new SourceAddition("the log field " + expression, expression, Optional.empty());
    }

    private static SourceAddition browser(SourceCopy copy, String name) {
        copy.append("modules/web/src/main/webapp/added.js", "localStorage.setItem('" + name + "', '1');\n");
        return new SourceAddition("the browser's key " + name, name, Optional.empty());
    }

    private static SourceAddition setting(SourceCopy copy, String name) {
        copy.replace(
                "modules/identity/src/main/java/com/in2peta/identity/app/IdentityConfig.java",
                "public class IdentityConfig {",
                "public class IdentityConfig {\n    @Inject @ConfigProperty(name = \"" + name
                        + "\", defaultValue = \"\") String added;\n");
        return new SourceAddition("the setting " + name, name, Optional.empty());
    }
}
