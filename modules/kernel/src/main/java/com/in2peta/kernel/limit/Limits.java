package com.in2peta.kernel.limit;

/** Every size the API accepts, in one place; docs/api/limits.md lists them and a test holds the two together. */
public final class Limits {

    /** A request body, except where a resource names a larger one. */
    public static final int BODY_BYTES = 1_048_576;
    /** The body of a create-prediction call: what RunPod takes as a job, less our envelope. */
    public static final int PREDICTION_BODY_BYTES = 10_000_000;
    /** Nested objects and arrays in one JSON document. */
    public static final int JSON_DEPTH = 64;
    /** Digits of a JSON number. */
    public static final int JSON_NUMBER_LENGTH = 100;
    /** Length of a JSON member's name. */
    public static final int JSON_NAME_LENGTH = 1_000;
    /** Values, names and brackets in one JSON document. */
    public static final int JSON_TOKENS = 200_000;
    /** All header fields of a request together. */
    public static final int HEADER_BYTES = 16_384;
    /** The request target: path and query. */
    public static final int URI_LENGTH = 4_096;
    /** A URL that a user gives. */
    public static final int URL_LENGTH = 2_048;
    /** Input and output of a prediction in the body of a webhook. */
    public static final int WEBHOOK_CONTENT_BYTES = 2_000_000;
    /** Rows on a page of a list; Replicate's clients expect 100. */
    public static final int PAGE_SIZE = 100;
    /** Rows of costs in one CSV document. */
    public static final int COST_ROWS = 10_000;
    /** Sums of costs that one node works out at the same time. */
    public static final int COST_QUERIES = 4;
    /** Violations listed in one answer. */
    public static final int VIOLATIONS = 100;
    /** A model's input or output schema. */
    public static final int SCHEMA_BYTES = 65_536;
    /** Models of one organization; Replicate's limit. */
    public static final int MODELS = 1_000;
    /** A model's readme. */
    public static final int README_BYTES = 200_000;
    /** Examples of one model. */
    public static final int EXAMPLES = 20;
    /** A text that is searched for. */
    public static final int SEARCH_LENGTH = 200;
    /** Models that a search answers; Replicate's limit. */
    public static final int SEARCH_RESULTS = 50;
    /** Collections of the platform. */
    public static final int COLLECTIONS = 100;
    /** Models of one collection. */
    public static final int COLLECTION_MODELS = 100;
    /** Deployments of one organization. */
    public static final int DEPLOYMENTS = 100;
    /** The longest a waited create waits; Replicate's limit. */
    public static final int WAIT_SECONDS = 60;
    /** The longest a caller of /openai waits for the end, and the life of such a prediction; what OpenAI's own clients wait. */
    public static final int OPENAI_WAIT_SECONDS = 600;
    /** Models listed under /openai, which has no pages. */
    public static final int OPENAI_MODELS = 1_000;
    /** Characters of an Idempotency-Key. */
    public static final int IDEMPOTENCY_KEY_LENGTH = 255;
    /** Hours in which a repeated call is found again. */
    public static final int IDEMPOTENCY_HOURS = 24;
    /** Characters of the tag of an end user. */
    public static final int END_USER_LENGTH = 128;
    /** Characters of a webhook's URL. */
    public static final int WEBHOOK_URL_LENGTH = 2_000;
    /** Seconds of the shortest Cancel-After; Replicate's limit. */
    public static final int CANCEL_AFTER_SECONDS = 5;
    /** Endpoints of one organization. */
    public static final int ENDPOINTS = 100;
    /** Those among them that the platform makes. */
    public static final int HOSTED_ENDPOINTS = 10;
    /** Replicas of one of these. */
    public static final int HOSTED_REPLICAS = 10;
    /** Variables of its environment. */
    public static final int HOSTED_VARIABLES = 50;
    /** Names and values of them together, in UTF-8. */
    public static final int HOSTED_ENVIRONMENT_BYTES = 32_768;
    /** Looks at endpoints at their provider that one node has under way for callers. */
    public static final int HOSTED_LOOKS = 8;
    /** Streams that are open on one node. */
    public static final int STREAMS = 10_000;
    /** What a provider may answer for one prediction. */
    public static final int OUTPUT_BYTES = 20_000_000;
    /** API keys of one organization that are not revoked. */
    public static final int API_KEYS = 100;
    /** The body of an entry of the evidence, as canonical JSON. */
    public static final int EVIDENCE_BYTES = 16_384;
    /** The body of a certificate, as canonical JSON. */
    public static final int CERTIFICATE_BYTES = 65_536;
    /** Rows of one file of an export package. */
    public static final int EXPORT_FILE_ROWS = 250_000;
    /** Rows up to which a table is one uncompressed file of an export package. */
    public static final int EXPORT_PLAIN_ROWS = 10_000;
    /** One part of an export package: what every ZIP program opens. */
    public static final int EXPORT_PART_BYTES = 2_000_000_000;
    /** Parts of an export package. */
    public static final int EXPORT_PARTS = 100;
    /** Export packages that a person gets in a day. */
    public static final int EXPORTS_PER_DAY = 3;
    /** Links to one export package that work at a time. */
    public static final int EXPORT_LINKS = 10;
    /** A package that models are imported from. */
    public static final int IMPORT_BYTES = 100_000_000;
    /** What such a package may unpack to. */
    public static final int IMPORT_UNPACKED_BYTES = 400_000_000;
    /** Such packages that one node reads at once. */
    public static final int IMPORTS = 2;
    /** Entries of such a package. */
    public static final int IMPORT_ENTRIES = 10_000;
    /** Tokens of JSON in such a package that are taken up: what they become in memory is many times what they are in a file. */
    public static final int IMPORT_TOKENS = 1_000_000;
    /** The files of such a package that are taken up, together. */
    public static final int IMPORT_CONTENT_BYTES = 20_000_000;
    /** Targets of a model in its statistics. */
    public static final int STATISTICS_TARGETS = 100;
    /** Passwords that a signed-in person may try in a quarter of an hour. */
    public static final int PASSWORD_CHECKS = 5;
    /** Mails in an hour that anybody can cause to one address. */
    public static final int INTAKE_MAILS = 1;
    /** Rows of an uploaded list of persons. */
    public static final int UPLOAD_ROWS = 10_000;
    /** Characters of one line of such a list. */
    public static final int UPLOAD_LINE_LENGTH = 200;
    /** Persons that one approval covers. */
    public static final int APPROVAL_PERSONS = 500;
    /** The content of an uploaded file; Replicate's limit. */
    public static final int FILE_BYTES = 100_000_000;
    /** What a form with a file holds beside its content. */
    public static final int FILE_FORM_BYTES = 65_536;
    /** The name of a file, in UTF-8. */
    public static final int FILE_NAME_BYTES = 255;
    /** The metadata of a file, as JSON. */
    public static final int FILE_METADATA_BYTES = 16_384;
    /** Files that an organization has uploaded and that have not ended. */
    public static final int FILES = 1_000;
    /** All of them together. */
    public static final long FILES_BYTES = 10_000_000_000L;
    /** Uploads that one node takes at once. */
    public static final int FILE_UPLOADS = 16;
    /** Uploads of one organization among them. */
    public static final int FILE_UPLOADS_OF_ONE = 4;
    /** Bytes of a second below which an upload is cut, after half a minute of grace. */
    public static final int FILE_UPLOAD_PACE = 32_768;
    /** Downloads that one node serves at once. */
    public static final int FILE_DOWNLOADS = 64;
    /** Of an output that comes in one call, what is shown before its end. */
    public static final int LIVE_BYTES = 1_000_000;
    /** Callers at once who ask how their endpoints do. */
    public static final int ENDPOINT_LOOKS = 16;
    /** What a model wrote while it ran; of more the newest part is kept. */
    public static final int LOG_CHARACTERS = 100_000;
    /** Places in one input that name a file. */
    public static final int INPUT_FILES = 20;

    private Limits() {}
}
