// Generated from docs/api/openapi.json by "npm run types"; edits are lost.

export interface paths {
    "/api/v1/clinics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Clinics */
        get: {
            parameters: {
                query?: {
                    city?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClinicPage"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Clinic"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** c */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClosurePage"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/practitioners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** p */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PractitionerPage"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** s */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServicePage"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find practitioners */
        get: {
            parameters: {
                query?: {
                    city?: string;
                    clinic?: string;
                    cursor?: string;
                    language?: string;
                    limit?: number;
                    mode?: "in_person" | "video";
                    name?: string;
                    speciality?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PractitionerPage"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners/{practitioner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Practitioner"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Choices */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Choices"];
                    };
                };
                /** @description A refusal */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Choices: {
            cities: {
                count: number;
                name: string;
            }[];
            languages: {
                code: string;
                count: number;
            }[];
            specialities: {
                code: string;
                count: number;
            }[];
        };
        Clinic: {
            about: string;
            address: {
                city: string;
                country: string;
                line1: string;
                line2: string;
                pin_code: string;
                state: string;
            };
            email: string;
            id: string;
            languages: string[];
            name: string;
            phone: string;
            /** @enum {string} */
            state: "active" | "inactive";
            time_zone: string;
            version: number;
        };
        ClinicPage: {
            items: components["schemas"]["Clinic"][];
            next_cursor: string | null;
        };
        Closure: {
            clinic_id: string;
            /** Format: date */
            from_on: string;
            id: string;
            reason: string;
            /** Format: date */
            until_on: string;
            version: number;
        };
        ClosurePage: {
            items: components["schemas"]["Closure"][];
            next_cursor: string | null;
        };
        Practitioner: {
            bio: string;
            clinic: {
                address_line: string;
                city: string;
                id: string;
                name: string;
                time_zone: string;
            };
            clinic_id: string;
            experience_since_year: number | null;
            fee_paise: number;
            id: string;
            languages: string[];
            modes: ("in_person" | "video")[];
            name: string;
            qualifications: string;
            rating: {
                average: number;
                count: number;
            } | null;
            registration_number: string;
            specialities: string[];
            /** @enum {string} */
            state: "active" | "inactive";
            version: number;
        };
        PractitionerPage: {
            items: components["schemas"]["Practitioner"][];
            next_cursor: string | null;
        };
        Problem: {
            detail: string;
            errors?: {
                code: string;
                pointer: string;
            }[];
            instance: string;
            status: number;
            title: string;
            type: string;
        };
        Service: {
            buffer_after_minutes: number;
            buffer_before_minutes: number;
            clinic_id: string;
            free_revisit: {
                price_paise: number;
                within_days: number;
            } | null;
            id: string;
            length_minutes: number;
            /** @enum {string} */
            mode: "in_person" | "video";
            name: string;
            practitioner_ids: string[];
            price_paise: number;
            /** @enum {string} */
            state: "active" | "inactive";
            /** @enum {string} */
            tax_class: "exempt" | "taxable_5" | "taxable_12" | "taxable_18";
            version: number;
        };
        ServicePage: {
            items: components["schemas"]["Service"][];
            next_cursor: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
