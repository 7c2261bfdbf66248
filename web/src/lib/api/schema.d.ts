// Generated from docs/api/openapi.json by "npm run types"; edits are lost.

export interface paths {
    "/api/v1/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Book a time: the one that a hold keeps, or one that is named. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "also": [],
                     *       "hold_token": null,
                     *       "off_grid": true,
                     *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                     *       "pay_first": true,
                     *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                     *       "reason": "Cough for a week",
                     *       "service_id": "sv_01m7yfk1recv3cp621tr",
                     *       "source": "desk",
                     *       "starts_at": "2026-11-21T04:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Booking"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        /** Show one visit with its history. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/appointments/{visit_id}/arrival": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the patient is in the clinic, and give a number. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "ticket": {
                         *         "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *         "arrived_at": "2026-11-21T04:00:00+00:00",
                         *         "because": "booked",
                         *         "called_at": "2026-11-21T04:00:00+00:00",
                         *         "calls": 0,
                         *         "finished_at": "2026-11-21T04:00:00+00:00",
                         *         "id": "tk_01m7yfk1recv3cp621tr",
                         *         "moved_for": "child",
                         *         "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *         "room": "Room 2",
                         *         "service_id": "sv_01m7yfk1recv3cp621tr",
                         *         "source": "desk",
                         *         "started_at": "2026-11-21T04:00:00+00:00",
                         *         "starts_at": "2026-11-21T04:00:00+00:00",
                         *         "state": "called",
                         *         "token": 12
                         *       },
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["CheckedIn"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        /** Show one visit as a calendar file. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        "text/calendar": string;
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/appointments/{visit_id}/call": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call this patient, out of turn or once more. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *       "arrived_at": "2026-11-21T04:00:00+00:00",
                         *       "because": "booked",
                         *       "called_at": "2026-11-21T04:00:00+00:00",
                         *       "calls": 0,
                         *       "finished_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "tk_01m7yfk1recv3cp621tr",
                         *       "moved_for": "child",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "room": "Room 2",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "started_at": "2026-11-21T04:00:00+00:00",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "called",
                         *       "token": 12
                         *     }
                         */
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a visit, or it and all that follow in its series; the time is free at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "by": "clinic",
                     *       "reason": "The patient is ill.",
                     *       "scope": "from_here"
                     *     }
                     */
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the visit has taken place. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Promise a requested visit without waiting for its payment. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/no-show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the patient did not come. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/place": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put somebody elsewhere in the line, and say why. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "before": "ap_01m7yfk1recv3cp621tr",
                     *       "why": "elderly"
                     *     }
                     */
                    "application/json": components["schemas"]["Placing"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *       "arrived_at": "2026-11-21T04:00:00+00:00",
                         *       "because": "booked",
                         *       "called_at": "2026-11-21T04:00:00+00:00",
                         *       "calls": 0,
                         *       "finished_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "tk_01m7yfk1recv3cp621tr",
                         *       "moved_for": "child",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "room": "Room 2",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "started_at": "2026-11-21T04:00:00+00:00",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "called",
                         *       "token": 12
                         *     }
                         */
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/rescheduling": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a visit, or it and all that follow in its series: what is had now is kept until the new is taken. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "ends_at": "2026-11-21T04:00:00+00:00",
                     *       "off_grid": true,
                     *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                     *       "reason": null,
                     *       "scope": "from_here",
                     *       "starts_at": "2026-11-21T04:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["Move"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take somebody who was set aside into the line again. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *       "arrived_at": "2026-11-21T04:00:00+00:00",
                         *       "because": "booked",
                         *       "called_at": "2026-11-21T04:00:00+00:00",
                         *       "calls": 0,
                         *       "finished_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "tk_01m7yfk1recv3cp621tr",
                         *       "moved_for": "child",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "room": "Room 2",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "started_at": "2026-11-21T04:00:00+00:00",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "called",
                         *       "token": 12
                         *     }
                         */
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rate a visit that has taken place, once, within 90 days. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "stars": 5,
                     *       "text": "Took the time to explain."
                     *     }
                     */
                    "application/json": components["schemas"]["NewReview"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *       "id": "rv_01m7yfk1recv3cp621tr",
                         *       "initial": "L",
                         *       "posted_at": "2026-11-21T04:00:00+00:00",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "stars": 1,
                         *       "text": "Took the time to explain."
                         *     }
                         */
                        "application/json": components["schemas"]["PostedReview"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set somebody aside who was called and did not come. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *       "arrived_at": "2026-11-21T04:00:00+00:00",
                         *       "because": "booked",
                         *       "called_at": "2026-11-21T04:00:00+00:00",
                         *       "calls": 0,
                         *       "finished_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "tk_01m7yfk1recv3cp621tr",
                         *       "moved_for": "child",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "room": "Room 2",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "started_at": "2026-11-21T04:00:00+00:00",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "called",
                         *       "token": 12
                         *     }
                         */
                        "application/json": components["schemas"]["Ticket"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{visit_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the patient is with the doctor. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Book a visit every so many weeks: all of the dates, or none and which ones are in the way. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "also": [],
                     *       "count": 6,
                     *       "every_weeks": 1,
                     *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                     *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                     *       "reason": "Physiotherapy, knee",
                     *       "service_id": "sv_01m7yfk1recv3cp621tr",
                     *       "skip": [
                     *         "2026-12-25"
                     *       ],
                     *       "source": "desk",
                     *       "starts_at": "2026-11-21T04:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["NewSeries"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "sr_01m7yfk1recv3cp621tr",
                         *       "visits": [
                         *         {
                         *           "booked_at": "2026-11-21T04:00:00+00:00",
                         *           "cancelled_by": "clinic",
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "expires_at": "2026-11-21T04:00:00+00:00",
                         *           "history": [
                         *             {
                         *               "at": "2026-11-21T04:00:00+00:00",
                         *               "by_role": "front_desk",
                         *               "reason": null,
                         *               "verb": "booked",
                         *               "was_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "id": "ap_01m7yfk1recv3cp621tr",
                         *           "mode": "in_person",
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "places": [
                         *             {
                         *               "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *               "seat": 1
                         *             }
                         *           ],
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "reason": null,
                         *           "seat": 0,
                         *           "series_id": "sr_01m7yfk1recv3cp621tr",
                         *           "service_id": "sv_01m7yfk1recv3cp621tr",
                         *           "source": "desk",
                         *           "starts_at": "2026-11-21T04:00:00+00:00",
                         *           "state": "arrived",
                         *           "version": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Series"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["SeriesProblem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/series/{series_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                series_id: string;
            };
            cookie?: never;
        };
        /** Show all visits of a series. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    series_id: string;
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
                        /**
                         * @example {
                         *       "id": "sr_01m7yfk1recv3cp621tr",
                         *       "visits": [
                         *         {
                         *           "booked_at": "2026-11-21T04:00:00+00:00",
                         *           "cancelled_by": "clinic",
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "expires_at": "2026-11-21T04:00:00+00:00",
                         *           "history": [
                         *             {
                         *               "at": "2026-11-21T04:00:00+00:00",
                         *               "by_role": "front_desk",
                         *               "reason": null,
                         *               "verb": "booked",
                         *               "was_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "id": "ap_01m7yfk1recv3cp621tr",
                         *           "mode": "in_person",
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "places": [
                         *             {
                         *               "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *               "seat": 1
                         *             }
                         *           ],
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "reason": null,
                         *           "seat": 0,
                         *           "series_id": "sr_01m7yfk1recv3cp621tr",
                         *           "service_id": "sv_01m7yfk1recv3cp621tr",
                         *           "source": "desk",
                         *           "starts_at": "2026-11-21T04:00:00+00:00",
                         *           "state": "arrived",
                         *           "version": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Series"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what waits for my decision, or what became of it. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    kind?: string;
                    limit?: number;
                    state?: "approved" | "lapsed" | "refused" | "waiting" | "withdrawn";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "after": null,
                         *           "asked_at": "2026-11-21T04:00:00+00:00",
                         *           "asked_by": "ac_01m7yfk1recv3cp621tr",
                         *           "asked_by_name": "Asha Kulkarni",
                         *           "before": null,
                         *           "decided_at": "2026-11-21T04:00:00+00:00",
                         *           "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *           "decided_by_name": null,
                         *           "decision_reason": null,
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "id": "av_01m7yfk1recv3cp621tr",
                         *           "ip": "203.0.113.7",
                         *           "kind": "device",
                         *           "may_decide": true,
                         *           "needs": "admin",
                         *           "proof": "483920",
                         *           "reason": null,
                         *           "state": "approved",
                         *           "subject_id": "de_01m7yfk1recv3cp621tr",
                         *           "used_at": "2026-11-21T04:00:00+00:00",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["ApprovalPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/approvals/{approval_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        /** Show one thing that was asked for. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    approval_id: string;
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
                        /**
                         * @example {
                         *       "after": null,
                         *       "asked_at": "2026-11-21T04:00:00+00:00",
                         *       "asked_by": "ac_01m7yfk1recv3cp621tr",
                         *       "asked_by_name": "Asha Kulkarni",
                         *       "before": null,
                         *       "decided_at": "2026-11-21T04:00:00+00:00",
                         *       "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *       "decided_by_name": null,
                         *       "decision_reason": null,
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "av_01m7yfk1recv3cp621tr",
                         *       "ip": "203.0.113.7",
                         *       "kind": "device",
                         *       "may_decide": true,
                         *       "needs": "admin",
                         *       "proof": "483920",
                         *       "reason": null,
                         *       "state": "approved",
                         *       "subject_id": "de_01m7yfk1recv3cp621tr",
                         *       "used_at": "2026-11-21T04:00:00+00:00",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Approval"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/approvals/{approval_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what somebody else has asked for. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    approval_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "proof": "483920",
                     *       "reason": "The patient has paid for three visits at once."
                     *     }
                     */
                    "application/json": components["schemas"]["Assent"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "after": null,
                         *       "asked_at": "2026-11-21T04:00:00+00:00",
                         *       "asked_by": "ac_01m7yfk1recv3cp621tr",
                         *       "asked_by_name": "Asha Kulkarni",
                         *       "before": null,
                         *       "decided_at": "2026-11-21T04:00:00+00:00",
                         *       "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *       "decided_by_name": null,
                         *       "decision_reason": null,
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "av_01m7yfk1recv3cp621tr",
                         *       "ip": "203.0.113.7",
                         *       "kind": "device",
                         *       "may_decide": true,
                         *       "needs": "admin",
                         *       "proof": "483920",
                         *       "reason": null,
                         *       "state": "approved",
                         *       "subject_id": "de_01m7yfk1recv3cp621tr",
                         *       "used_at": "2026-11-21T04:00:00+00:00",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Approval"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{approval_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what somebody else has asked for, and say why. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    approval_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "I have not spoken with her."
                     *     }
                     */
                    "application/json": components["schemas"]["Objection"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "after": null,
                         *       "asked_at": "2026-11-21T04:00:00+00:00",
                         *       "asked_by": "ac_01m7yfk1recv3cp621tr",
                         *       "asked_by_name": "Asha Kulkarni",
                         *       "before": null,
                         *       "decided_at": "2026-11-21T04:00:00+00:00",
                         *       "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *       "decided_by_name": null,
                         *       "decision_reason": null,
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "av_01m7yfk1recv3cp621tr",
                         *       "ip": "203.0.113.7",
                         *       "kind": "device",
                         *       "may_decide": true,
                         *       "needs": "admin",
                         *       "proof": "483920",
                         *       "reason": null,
                         *       "state": "approved",
                         *       "subject_id": "de_01m7yfk1recv3cp621tr",
                         *       "used_at": "2026-11-21T04:00:00+00:00",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Approval"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{approval_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what I have asked for. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    approval_id: string;
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
                        /**
                         * @example {
                         *       "after": null,
                         *       "asked_at": "2026-11-21T04:00:00+00:00",
                         *       "asked_by": "ac_01m7yfk1recv3cp621tr",
                         *       "asked_by_name": "Asha Kulkarni",
                         *       "before": null,
                         *       "decided_at": "2026-11-21T04:00:00+00:00",
                         *       "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *       "decided_by_name": null,
                         *       "decision_reason": null,
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "av_01m7yfk1recv3cp621tr",
                         *       "ip": "203.0.113.7",
                         *       "kind": "device",
                         *       "may_decide": true,
                         *       "needs": "admin",
                         *       "proof": "483920",
                         *       "reason": null,
                         *       "state": "approved",
                         *       "subject_id": "de_01m7yfk1recv3cp621tr",
                         *       "used_at": "2026-11-21T04:00:00+00:00",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Approval"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what I have asked for. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    kind?: string;
                    limit?: number;
                    state?: "approved" | "lapsed" | "refused" | "waiting" | "withdrawn";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "after": null,
                         *           "asked_at": "2026-11-21T04:00:00+00:00",
                         *           "asked_by": "ac_01m7yfk1recv3cp621tr",
                         *           "asked_by_name": "Asha Kulkarni",
                         *           "before": null,
                         *           "decided_at": "2026-11-21T04:00:00+00:00",
                         *           "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *           "decided_by_name": null,
                         *           "decision_reason": null,
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "id": "av_01m7yfk1recv3cp621tr",
                         *           "ip": "203.0.113.7",
                         *           "kind": "device",
                         *           "may_decide": true,
                         *           "needs": "admin",
                         *           "proof": "483920",
                         *           "reason": null,
                         *           "state": "approved",
                         *           "subject_id": "de_01m7yfk1recv3cp621tr",
                         *           "used_at": "2026-11-21T04:00:00+00:00",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["ApprovalPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the clinic's trail, the newest first. */
        get: {
            parameters: {
                query?: {
                    account?: string;
                    action?: string;
                    cursor?: string;
                    entity?: string;
                    entity_id?: string;
                    limit?: number;
                    patient?: string;
                    since?: string;
                    until?: string;
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "account_id": "ac_01m7yfk1recv3cp621tr",
                         *           "action": "changed",
                         *           "after": null,
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "before": null,
                         *           "device_id": null,
                         *           "entity": "practitioner",
                         *           "entity_id": "pr_01m7yfk1recv3cp621tr",
                         *           "id": "au_01m7yfk1recv3cp621tr",
                         *           "ip": "203.0.113.7",
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "reason": null,
                         *           "request_id": "9f2c0c6d1e3b4a58",
                         *           "role": "admin"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/auth/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my devices. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "account_id": "ac_01m7yfk1recv3cp621tr",
                         *           "account_name": "Asha Kulkarni",
                         *           "ask_ends_at": "2026-11-21T04:00:00+00:00",
                         *           "asked_at": "2026-11-21T04:00:00+00:00",
                         *           "browser": "Firefox on Linux",
                         *           "decided_at": "2026-11-21T04:00:00+00:00",
                         *           "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *           "id": "de_01m7yfk1recv3cp621tr",
                         *           "ip": "203.0.113.7",
                         *           "match_code": null,
                         *           "state": "approved"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["DevicePage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/auth/invitations/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the password that an invitation is for. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "password": "three green lamps at dawn",
                     *       "token": "K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0"
                     *     }
                     */
                    "application/json": components["schemas"]["Acceptance"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who is signed in. */
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
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "email": "asha@sahyadri.example",
                         *       "has_password": true,
                         *       "has_second_factor": true,
                         *       "id": "ac_01m7yfk1recv3cp621tr",
                         *       "name": "Asha Kulkarni",
                         *       "phone": "+919812345678",
                         *       "role": "admin",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Account"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/auth/otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a code to a telephone. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "channel": "sms",
                     *       "phone": "+919812345678"
                     *     }
                     */
                    "application/json": components["schemas"]["OtpWish"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "challenge_id": "ch_01m7yfk1recv3cp621tr",
                         *       "expires_in_s": 300,
                         *       "resend_in_s": 30
                         *     }
                         */
                        "application/json": components["schemas"]["Challenge"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the code that came. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "challenge_id": "ch_01m7yfk1recv3cp621tr",
                     *       "code": "483920",
                     *       "phone": "+919812345678"
                     *     }
                     */
                    "application/json": components["schemas"]["OtpAnswer"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "access_token": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhYyJ9.c2lnbmF0dXJl",
                         *       "account": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "email": "asha@sahyadri.example",
                         *         "has_password": true,
                         *         "has_second_factor": true,
                         *         "id": "ac_01m7yfk1recv3cp621tr",
                         *         "name": "Asha Kulkarni",
                         *         "phone": "+919812345678",
                         *         "role": "admin",
                         *         "state": "active",
                         *         "version": 1
                         *       },
                         *       "expires_in_s": 900,
                         *       "session_id": "se_01m7yfk1recv3cp621tr",
                         *       "token_type": "Bearer"
                         *     }
                         */
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my passkeys. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "copied_at": "2026-11-21T04:00:00+00:00",
                         *           "created_at": "2026-11-21T04:00:00+00:00",
                         *           "id": "pk_01m7yfk1recv3cp621tr",
                         *           "label": "My phone",
                         *           "transports": [
                         *             "ble"
                         *           ],
                         *           "used_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["PasskeyPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Keep the passkey that my device has made. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "attestation": "o2NmbXRkbm9uZQ",
                     *       "client_data": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0",
                     *       "credential_id": "q3Jlxk9mT0",
                     *       "label": "My phone",
                     *       "transports": [
                     *         "ble"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NewPasskey"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "copied_at": "2026-11-21T04:00:00+00:00",
                         *       "created_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "pk_01m7yfk1recv3cp621tr",
                         *       "label": "My phone",
                         *       "transports": [
                         *         "ble"
                         *       ],
                         *       "used_at": "2026-11-21T04:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Passkey"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/{passkey_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkey_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a passkey of mine. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    passkey_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/registration-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin adding a passkey. */
        post: {
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
                        /**
                         * @example {
                         *       "challenge": "Zm9ydHktdHdvLXJhbmRvbS1ieXRlcy1oZXJlLi4",
                         *       "known": [
                         *         "q3Jlxk9mT0"
                         *       ],
                         *       "rp_id": "clinic.example",
                         *       "timeout_ms": 300000,
                         *       "user_id": "YWNfMDFtN3lmazFyZWN2M2NwNjIxdHI",
                         *       "user_name": "+919812345678"
                         *     }
                         */
                        "application/json": components["schemas"]["NewPasskeyOffer"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a passkey. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "authenticator_data": "SZYN5YgOjGh0NBcPZHZgW4",
                     *       "client_data": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0",
                     *       "credential_id": "q3Jlxk9mT0",
                     *       "signature": "MEUCIQDn3q",
                     *       "user_handle": "YWNfMDFtN3lm"
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeySignIn"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "access_token": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhYyJ9.c2lnbmF0dXJl",
                         *       "account": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "email": "asha@sahyadri.example",
                         *         "has_password": true,
                         *         "has_second_factor": true,
                         *         "id": "ac_01m7yfk1recv3cp621tr",
                         *         "name": "Asha Kulkarni",
                         *         "phone": "+919812345678",
                         *         "role": "admin",
                         *         "state": "active",
                         *         "version": 1
                         *       },
                         *       "expires_in_s": 900,
                         *       "session_id": "se_01m7yfk1recv3cp621tr",
                         *       "token_type": "Bearer"
                         *     }
                         */
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/sign-in-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin signing in with a passkey, whoever I am. */
        post: {
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
                        /**
                         * @example {
                         *       "challenge": "Zm9ydHktdHdvLXJhbmRvbS1ieXRlcy1oZXJlLi4",
                         *       "rp_id": "clinic.example",
                         *       "timeout_ms": 300000
                         *     }
                         */
                        "application/json": components["schemas"]["PasskeyOffer"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my password; my other browsers are signed out. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "new_password": "three green lamps at dawn",
                     *       "password": "three green lamps at dawn"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPassword"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a link with which a forgotten password is replaced; the answer is the same for everybody. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "email": "asha@sahyadri.example"
                     *     }
                     */
                    "application/json": components["schemas"]["ResetWish"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "good_for_s": 1800
                         *     }
                         */
                        "application/json": components["schemas"]["ResetAsked"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with the link that came by e-mail. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "password": "three green lamps at dawn",
                     *       "token": "K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0",
                     *       "totp": "123456"
                     *     }
                     */
                    "application/json": components["schemas"]["ResetAnswer"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Spend the refresh cookie: a new access token, and the next cookie. */
        post: {
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
                        /**
                         * @example {
                         *       "access_token": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhYyJ9.c2lnbmF0dXJl",
                         *       "account": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "email": "asha@sahyadri.example",
                         *         "has_password": true,
                         *         "has_second_factor": true,
                         *         "id": "ac_01m7yfk1recv3cp621tr",
                         *         "name": "Asha Kulkarni",
                         *         "phone": "+919812345678",
                         *         "role": "admin",
                         *         "state": "active",
                         *         "version": 1
                         *       },
                         *       "expires_in_s": 900,
                         *       "session_id": "se_01m7yfk1recv3cp621tr",
                         *       "token_type": "Bearer"
                         *     }
                         */
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where I am signed in. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "browser": "Firefox on Android",
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "id": "se_01m7yfk1recv3cp621tr",
                         *           "ip": "203.0.113.7",
                         *           "is_this_one": true,
                         *           "refreshed_at": "2026-11-21T04:00:00+00:00",
                         *           "started_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["SessionPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        /** Sign out everywhere. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out one browser of mine. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail and password. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "email": "asha@sahyadri.example",
                     *       "password": "three green lamps at dawn",
                     *       "totp": "123456"
                     *     }
                     */
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "access_token": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhYyJ9.c2lnbmF0dXJl",
                         *       "account": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "email": "asha@sahyadri.example",
                         *         "has_password": true,
                         *         "has_second_factor": true,
                         *         "id": "ac_01m7yfk1recv3cp621tr",
                         *         "name": "Asha Kulkarni",
                         *         "phone": "+919812345678",
                         *         "role": "admin",
                         *         "state": "active",
                         *         "version": 1
                         *       },
                         *       "expires_in_s": 900,
                         *       "session_id": "se_01m7yfk1recv3cp621tr",
                         *       "token_type": "Bearer"
                         *     }
                         */
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this browser's session. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin setting up an authenticator app, with e-mail and password. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "email": "asha@sahyadri.example",
                     *       "password": "three green lamps at dawn",
                     *       "totp": "123456"
                     *     }
                     */
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "otpauth_url": "otpauth://totp/Clinic%20Suite:asha?secret=JBSWY3DPEHPK3PXP",
                         *       "secret": "JBSWY3DPEHPK3PXP"
                         *     }
                         */
                        "application/json": components["schemas"]["Enrolment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/totp/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the app's first code, and receive ten recovery codes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "email": "asha@sahyadri.example",
                     *       "password": "three green lamps at dawn",
                     *       "totp": "123456"
                     *     }
                     */
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "recovery_codes": [
                         *         "k7m2-9qxw-4dtr"
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/availability/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell the next free times of everybody who fits. */
        get: {
            parameters: {
                query: {
                    city?: string;
                    clinic?: string;
                    date: string;
                    days?: number;
                    language?: "as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur";
                    mode?: "in_person" | "video";
                    name?: string;
                    speciality?: "ayurveda" | "cardiology" | "dentistry" | "dermatology" | "diabetology" | "endocrinology" | "ent" | "gastroenterology" | "general_medicine" | "gynaecology" | "homoeopathy" | "neurology" | "nutrition" | "ophthalmology" | "orthopaedics" | "paediatrics" | "physiotherapy" | "psychiatry" | "pulmonology" | "urology";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "more": 0,
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "times": [
                         *             {
                         *               "ends_at": "2026-11-21T04:15:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats_left": 1,
                         *               "starts_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["NextFreePage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who opened a chart in need, the newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    state?: "seen" | "unseen";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "account_id": "ac_01m7yfk1recv3cp621tr",
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "given_at": "2026-11-21T04:00:00+00:00",
                         *           "id": "bg_01m7yfk1recv3cp621tr",
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "reason": "Brought in unconscious, allergies unknown",
                         *           "role": "doctor",
                         *           "seen_at": "2026-11-21T04:00:00+00:00",
                         *           "seen_by": "ac_01m7yfk1recv3cp621tr"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["GrantPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/break-glass/{grant_id}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                grant_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put my name to having looked at it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    grant_id: string;
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
                        /**
                         * @example {
                         *       "account_id": "ac_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "given_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "bg_01m7yfk1recv3cp621tr",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "reason": "Brought in unconscious, allergies unknown",
                         *       "role": "doctor",
                         *       "seen_at": "2026-11-21T04:00:00+00:00",
                         *       "seen_by": "ac_01m7yfk1recv3cp621tr"
                         *     }
                         */
                        "application/json": components["schemas"]["Grant"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/{feed_token}.ics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feed_token: string;
            };
            cookie?: never;
        };
        /** Read the visits at a secret address, as calendar programmes do. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    feed_token: string;
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
                        "text/calendar": string;
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the active clinics. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "about": "General practice and children's health since 1998.",
                         *           "address": {
                         *             "city": "Pune",
                         *             "country": "IN",
                         *             "line1": "12 Karve Road",
                         *             "line2": "",
                         *             "pin_code": "411004",
                         *             "state": "Maharashtra"
                         *           },
                         *           "email": "desk@sahyadri.example",
                         *           "id": "cl_01m7yfk1recv3cp621tr",
                         *           "languages": [
                         *             "as"
                         *           ],
                         *           "name": "Sahyadri Family Clinic",
                         *           "phone": "+912025441234",
                         *           "state": "active",
                         *           "time_zone": "Asia/Kolkata",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["ClinicPage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Open a clinic. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "about": "",
                     *       "address": {
                     *         "city": "Pune",
                     *         "country": "IN",
                     *         "line1": "12 Karve Road",
                     *         "line2": "",
                     *         "pin_code": "411004",
                     *         "state": "Maharashtra"
                     *       },
                     *       "email": "desk@sahyadri.example",
                     *       "languages": [
                     *         "as"
                     *       ],
                     *       "name": "Sahyadri Family Clinic",
                     *       "phone": "+912025441234",
                     *       "time_zone": "Asia/Kolkata"
                     *     }
                     */
                    "application/json": components["schemas"]["NewClinic"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "about": "General practice and children's health since 1998.",
                         *       "address": {
                         *         "city": "Pune",
                         *         "country": "IN",
                         *         "line1": "12 Karve Road",
                         *         "line2": "",
                         *         "pin_code": "411004",
                         *         "state": "Maharashtra"
                         *       },
                         *       "email": "desk@sahyadri.example",
                         *       "id": "cl_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "name": "Sahyadri Family Clinic",
                         *       "phone": "+912025441234",
                         *       "state": "active",
                         *       "time_zone": "Asia/Kolkata",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Clinic"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
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
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Show one clinic. */
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
                        /**
                         * @example {
                         *       "about": "General practice and children's health since 1998.",
                         *       "address": {
                         *         "city": "Pune",
                         *         "country": "IN",
                         *         "line1": "12 Karve Road",
                         *         "line2": "",
                         *         "pin_code": "411004",
                         *         "state": "Maharashtra"
                         *       },
                         *       "email": "desk@sahyadri.example",
                         *       "id": "cl_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "name": "Sahyadri Family Clinic",
                         *       "phone": "+912025441234",
                         *       "state": "active",
                         *       "time_zone": "Asia/Kolkata",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Clinic"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        /** Deactivate a clinic: it is listed no more and can gain nothing new. */
        delete: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        /** Change what is said of a clinic. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "address": {
                     *         "city": "Pune",
                     *         "country": "IN",
                     *         "line1": "12 Karve Road",
                     *         "line2": "",
                     *         "pin_code": "411004",
                     *         "state": "Maharashtra"
                     *       },
                     *       "languages": [
                     *         "as"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ClinicChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "about": "General practice and children's health since 1998.",
                         *       "address": {
                         *         "city": "Pune",
                         *         "country": "IN",
                         *         "line1": "12 Karve Road",
                         *         "line2": "",
                         *         "pin_code": "411004",
                         *         "state": "Maharashtra"
                         *       },
                         *       "email": "desk@sahyadri.example",
                         *       "id": "cl_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "name": "Sahyadri Family Clinic",
                         *       "phone": "+912025441234",
                         *       "state": "active",
                         *       "time_zone": "Asia/Kolkata",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Clinic"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/activation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let an inactive clinic take part again. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
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
                        /**
                         * @example {
                         *       "about": "General practice and children's health since 1998.",
                         *       "address": {
                         *         "city": "Pune",
                         *         "country": "IN",
                         *         "line1": "12 Karve Road",
                         *         "line2": "",
                         *         "pin_code": "411004",
                         *         "state": "Maharashtra"
                         *       },
                         *       "email": "desk@sahyadri.example",
                         *       "id": "cl_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "name": "Sahyadri Family Clinic",
                         *       "phone": "+912025441234",
                         *       "state": "active",
                         *       "time_zone": "Asia/Kolkata",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Clinic"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List the visits of a clinic's day, with the names of those who come. */
        get: {
            parameters: {
                query: {
                    date: string;
                    practitioner?: string;
                    state?: "arrived" | "cancelled" | "completed" | "confirmed" | "expired" | "in_consultation" | "no_show" | "requested";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "booked_at": "2026-11-21T04:00:00+00:00",
                         *           "cancelled_by": "clinic",
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "expires_at": "2026-11-21T04:00:00+00:00",
                         *           "history": [
                         *             {
                         *               "at": "2026-11-21T04:00:00+00:00",
                         *               "by_role": "front_desk",
                         *               "reason": null,
                         *               "verb": "booked",
                         *               "was_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "id": "ap_01m7yfk1recv3cp621tr",
                         *           "mode": "in_person",
                         *           "patient": {
                         *             "id": "pa_01m7yfk1recv3cp621tr",
                         *             "mrn": "SAH-000123",
                         *             "name": "Lakshmi Iyer",
                         *             "phone": "+919820012345"
                         *           },
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "places": [
                         *             {
                         *               "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *               "seat": 1
                         *             }
                         *           ],
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "reason": null,
                         *           "seat": 0,
                         *           "series_id": "sr_01m7yfk1recv3cp621tr",
                         *           "service_id": "sv_01m7yfk1recv3cp621tr",
                         *           "source": "desk",
                         *           "starts_at": "2026-11-21T04:00:00+00:00",
                         *           "state": "arrived",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["NamedVisitPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics/{clinic_id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Tell the free times of a clinic on one day. */
        get: {
            parameters: {
                query: {
                    date: string;
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "more": 0,
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "times": [
                         *             {
                         *               "ends_at": "2026-11-21T04:15:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats_left": 1,
                         *               "starts_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["NextFreePage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics/{clinic_id}/board": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Show numbers and rooms to whoever has a screen's key. */
        get: {
            parameters: {
                query: {
                    key: string;
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
                        /**
                         * @example {
                         *       "clinic_name": "Sahyadri Family Clinic",
                         *       "on": "2026-12-01",
                         *       "rooms": [
                         *         {
                         *           "called": [
                         *             12
                         *           ],
                         *           "goes_on_at": "2026-11-21T04:00:00+00:00",
                         *           "inside": [
                         *             11
                         *           ],
                         *           "next": [
                         *             13,
                         *             14
                         *           ],
                         *           "room": "Room 2",
                         *           "waiting": 0
                         *         }
                         *       ],
                         *       "time_zone": "Asia/Kolkata"
                         *     }
                         */
                        "application/json": components["schemas"]["Board"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics/{clinic_id}/board-keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List the screens that may show the clinic's numbers. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "bk_01m7yfk1recv3cp621tr",
                         *           "label": "Waiting room",
                         *           "made_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["BoardKeyPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Let one more screen show the clinic's numbers; its key is said this once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "label": "Waiting room"
                     *     }
                     */
                    "application/json": components["schemas"]["NewBoardKey"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bk_01m7yfk1recv3cp621tr",
                         *       "key": "k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9",
                         *       "label": "Waiting room"
                         *     }
                         */
                        "application/json": components["schemas"]["MadeBoardKey"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/board-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
                key_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let a screen show nothing any more. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                    key_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/closures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List the days on which a clinic will be shut. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "from_on": "2026-12-25",
                         *           "id": "co_01m7yfk1recv3cp621tr",
                         *           "reason": "Christmas",
                         *           "until_on": "2026-12-25",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["ClosurePage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Announce that the clinic will be shut. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "from_on": "2026-12-25",
                     *       "reason": "Christmas",
                     *       "until_on": "2026-12-25"
                     *     }
                     */
                    "application/json": components["schemas"]["NewClosure"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "from_on": "2026-12-25",
                         *       "id": "co_01m7yfk1recv3cp621tr",
                         *       "reason": "Christmas",
                         *       "until_on": "2026-12-25",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Closure"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/closures/{closure_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
                closure_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a closure: the clinic will be open after all. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                    closure_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/door-code": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Tell the code that is to hang at the door today. */
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
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "code": "K7RM-2XQD",
                         *       "on": "2026-12-01"
                         *     }
                         */
                        "application/json": components["schemas"]["DoorCode"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics/{clinic_id}/patients": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Find patients by phone, record number or the beginning of a name. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    /** @description a phone, a record number or the beginning of a name */
                    q?: string;
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "age": 36,
                         *           "born_on": "1990-01-15",
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "clinic_name": "Sahyadri Family Clinic",
                         *           "id": "pa_01m7yfk1recv3cp621tr",
                         *           "language": "as",
                         *           "mrn": "SAH-000123",
                         *           "name": "Lakshmi Iyer",
                         *           "phone": "+919820012345",
                         *           "registered_at": "2026-11-21T04:00:00+00:00",
                         *           "relation": "child",
                         *           "sex": "female",
                         *           "state": "active",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["PatientPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Register somebody; whoever seems to be known is shown first. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "although_alike": false,
                     *       "birth": {
                     *         "born_on": "1990-01-15"
                     *       },
                     *       "language": "as",
                     *       "name": "Lakshmi Iyer",
                     *       "phone": "98200 12345",
                     *       "relation": "child",
                     *       "sex": "female"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPatient"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "age": 36,
                         *       "born_on": "1990-01-15",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "clinic_name": "Sahyadri Family Clinic",
                         *       "id": "pa_01m7yfk1recv3cp621tr",
                         *       "language": "as",
                         *       "mrn": "SAH-000123",
                         *       "name": "Lakshmi Iyer",
                         *       "phone": "+919820012345",
                         *       "registered_at": "2026-11-21T04:00:00+00:00",
                         *       "relation": "child",
                         *       "sex": "female",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Patient"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["PatientProblem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/practitioner-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List as whom a clinic's practitioners sign in. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "account_id": "ac_01m7yfk1recv3cp621tr",
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["AccountLinkPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List who sees patients in a clinic. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "bio": "Sees children and their parents, also by video.",
                         *           "clinic": {
                         *             "address_line": "12 Karve Road",
                         *             "city": "Pune",
                         *             "id": "cl_01m7yfk1recv3cp621tr",
                         *             "name": "Sahyadri Family Clinic",
                         *             "time_zone": "Asia/Kolkata"
                         *           },
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "experience_since_year": 1940,
                         *           "fee_paise": 60000,
                         *           "id": "pr_01m7yfk1recv3cp621tr",
                         *           "languages": [
                         *             "as"
                         *           ],
                         *           "modes": [
                         *             "in_person"
                         *           ],
                         *           "name": "Dr. Asha Kulkarni",
                         *           "qualifications": "MBBS, MD",
                         *           "rating": {
                         *             "average": 4.6,
                         *             "count": 1
                         *           },
                         *           "registration_number": "MMC/2009/1234",
                         *           "specialities": [
                         *             "ayurveda"
                         *           ],
                         *           "state": "active",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["PractitionerPage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Take somebody on who sees patients. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "bio": "",
                     *       "experience_since_year": 1940,
                     *       "fee_paise": 60000,
                     *       "languages": [
                     *         "as"
                     *       ],
                     *       "modes": [
                     *         "in_person"
                     *       ],
                     *       "name": "Dr. Asha Kulkarni",
                     *       "qualifications": "MBBS, MD",
                     *       "registration_number": "MMC/2009/1234",
                     *       "specialities": [
                     *         "ayurveda"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NewPractitioner"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "bio": "Sees children and their parents, also by video.",
                         *       "clinic": {
                         *         "address_line": "12 Karve Road",
                         *         "city": "Pune",
                         *         "id": "cl_01m7yfk1recv3cp621tr",
                         *         "name": "Sahyadri Family Clinic",
                         *         "time_zone": "Asia/Kolkata"
                         *       },
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "experience_since_year": 1940,
                         *       "fee_paise": 60000,
                         *       "id": "pr_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "modes": [
                         *         "in_person"
                         *       ],
                         *       "name": "Dr. Asha Kulkarni",
                         *       "qualifications": "MBBS, MD",
                         *       "rating": {
                         *         "average": 4.6,
                         *         "count": 1
                         *       },
                         *       "registration_number": "MMC/2009/1234",
                         *       "specialities": [
                         *         "ayurveda"
                         *       ],
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Practitioner"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/queue": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Show who waits for whom, in which order and why. */
        get: {
            parameters: {
                query: {
                    date: string;
                    practitioner?: string;
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "delay_minutes": 0,
                         *           "goes_on_at": "2026-11-21T04:00:00+00:00",
                         *           "on": "2026-12-01",
                         *           "pace_from_visits": 0,
                         *           "pace_percent": 110,
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "room": "Room 2",
                         *           "turns": [
                         *             {
                         *               "expected_at": "2026-11-21T04:00:00+00:00",
                         *               "patient": {
                         *                 "id": "pa_01m7yfk1recv3cp621tr",
                         *                 "mrn": "SAH-000123",
                         *                 "name": "Lakshmi Iyer",
                         *                 "phone": "+919820012345"
                         *               },
                         *               "people_ahead": 0,
                         *               "place": 1,
                         *               "ticket": {
                         *                 "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *                 "arrived_at": "2026-11-21T04:00:00+00:00",
                         *                 "because": "booked",
                         *                 "called_at": "2026-11-21T04:00:00+00:00",
                         *                 "calls": 0,
                         *                 "finished_at": "2026-11-21T04:00:00+00:00",
                         *                 "id": "tk_01m7yfk1recv3cp621tr",
                         *                 "moved_for": "child",
                         *                 "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *                 "room": "Room 2",
                         *                 "service_id": "sv_01m7yfk1recv3cp621tr",
                         *                 "source": "desk",
                         *                 "started_at": "2026-11-21T04:00:00+00:00",
                         *                 "starts_at": "2026-11-21T04:00:00+00:00",
                         *                 "state": "called",
                         *                 "token": 12
                         *               }
                         *             }
                         *           ],
                         *           "version": 0,
                         *           "waiting": 0
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["QueuePage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics/{clinic_id}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List rooms and devices. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "id": "re_01m7yfk1recv3cp621tr",
                         *           "kind": "device",
                         *           "name": "Room 2",
                         *           "state": "active",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["ResourcePage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Put a room or a device into the diary. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "kind": "device",
                     *       "name": "Room 2"
                     *     }
                     */
                    "application/json": components["schemas"]["NewResource"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "id": "re_01m7yfk1recv3cp621tr",
                         *       "kind": "device",
                         *       "name": "Room 2",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Resource"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
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
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List what a clinic offers. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "buffer_after_minutes": 0,
                         *           "buffer_before_minutes": 0,
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "free_revisit": {
                         *             "price_paise": 0,
                         *             "within_days": 1
                         *           },
                         *           "id": "sv_01m7yfk1recv3cp621tr",
                         *           "length_minutes": 5,
                         *           "mode": "in_person",
                         *           "name": "First consultation",
                         *           "practitioner_ids": [
                         *             "pr_01m7yfk1recv3cp621tr"
                         *           ],
                         *           "price_paise": 60000,
                         *           "state": "active",
                         *           "tax_class": "exempt",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["ServicePage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Offer a kind of visit. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "buffer_after_minutes": 0,
                     *       "buffer_before_minutes": 0,
                     *       "free_revisit": {
                     *         "price_paise": 0,
                     *         "within_days": 1
                     *       },
                     *       "length_minutes": 20,
                     *       "mode": "in_person",
                     *       "name": "First consultation",
                     *       "practitioner_ids": [
                     *         "pr_01m7yfk1recv3cp621tr"
                     *       ],
                     *       "price_paise": 60000,
                     *       "tax_class": "exempt"
                     *     }
                     */
                    "application/json": components["schemas"]["NewService"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "buffer_after_minutes": 0,
                         *       "buffer_before_minutes": 0,
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "free_revisit": {
                         *         "price_paise": 0,
                         *         "within_days": 1
                         *       },
                         *       "id": "sv_01m7yfk1recv3cp621tr",
                         *       "length_minutes": 5,
                         *       "mode": "in_person",
                         *       "name": "First consultation",
                         *       "practitioner_ids": [
                         *         "pr_01m7yfk1recv3cp621tr"
                         *       ],
                         *       "price_paise": 60000,
                         *       "state": "active",
                         *       "tax_class": "exempt",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Service"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/services/{service_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
                service_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Offer a kind of visit no more. */
        delete: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    clinic_id: string;
                    service_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        /** Change a kind of visit. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    clinic_id: string;
                    service_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "buffer_after_minutes": 0,
                     *       "buffer_before_minutes": 0,
                     *       "free_revisit": {
                     *         "price_paise": 0,
                     *         "within_days": 1
                     *       },
                     *       "length_minutes": 5,
                     *       "mode": "in_person",
                     *       "practitioner_ids": [
                     *         "pr_01m7yfk1recv3cp621tr"
                     *       ],
                     *       "price_paise": 0,
                     *       "tax_class": "exempt"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "buffer_after_minutes": 0,
                         *       "buffer_before_minutes": 0,
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "free_revisit": {
                         *         "price_paise": 0,
                         *         "within_days": 1
                         *       },
                         *       "id": "sv_01m7yfk1recv3cp621tr",
                         *       "length_minutes": 5,
                         *       "mode": "in_person",
                         *       "name": "First consultation",
                         *       "practitioner_ids": [
                         *         "pr_01m7yfk1recv3cp621tr"
                         *       ],
                         *       "price_paise": 60000,
                         *       "state": "active",
                         *       "tax_class": "exempt",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Service"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/sheets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Show the day board: the page of every diary, with holds and blocks. */
        get: {
            parameters: {
                query: {
                    date: string;
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "closed_for": [],
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "entries": [
                         *             {
                         *               "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *               "block_id": "bl_01m7yfk1recv3cp621tr",
                         *               "ends_at": "2026-11-21T04:00:00+00:00",
                         *               "expires_at": "2026-11-21T04:00:00+00:00",
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "id": "en_01m7yfk1recv3cp621tr",
                         *               "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *               "reason": null,
                         *               "seat": 1,
                         *               "service_id": "sv_01m7yfk1recv3cp621tr",
                         *               "starts_at": "2026-11-21T04:00:00+00:00",
                         *               "state": "blocked",
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "on": "2026-12-01",
                         *           "sessions": [
                         *             {
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 5,
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["DaySheetPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Draw a clinic's day sheets for some days, which otherwise happens by itself. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "first": "2026-12-01",
                     *       "last": "2026-12-31"
                     *     }
                     */
                    "application/json": components["schemas"]["SheetsWish"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "changed": 0,
                         *       "made": 0,
                         *       "with_strays": [
                         *         {
                         *           "closed_for": [],
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "entries": [
                         *             {
                         *               "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *               "block_id": "bl_01m7yfk1recv3cp621tr",
                         *               "ends_at": "2026-11-21T04:00:00+00:00",
                         *               "expires_at": "2026-11-21T04:00:00+00:00",
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "id": "en_01m7yfk1recv3cp621tr",
                         *               "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *               "reason": null,
                         *               "seat": 1,
                         *               "service_id": "sv_01m7yfk1recv3cp621tr",
                         *               "starts_at": "2026-11-21T04:00:00+00:00",
                         *               "state": "blocked",
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "on": "2026-12-01",
                         *           "sessions": [
                         *             {
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 5,
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "version": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Drawn"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/staff": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List who works in the clinic. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "email": "asha@sahyadri.example",
                         *           "has_password": true,
                         *           "has_second_factor": true,
                         *           "id": "ac_01m7yfk1recv3cp621tr",
                         *           "name": "Asha Kulkarni",
                         *           "phone": "+919812345678",
                         *           "role": "admin",
                         *           "state": "active",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["AccountPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Take somebody on, and receive the link with which they set their password. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "email": "asha@sahyadri.example",
                     *       "name": "Asha Kulkarni",
                     *       "role": "doctor"
                     *     }
                     */
                    "application/json": components["schemas"]["NewAccount"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "account": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "email": "asha@sahyadri.example",
                         *         "has_password": true,
                         *         "has_second_factor": true,
                         *         "id": "ac_01m7yfk1recv3cp621tr",
                         *         "name": "Asha Kulkarni",
                         *         "phone": "+919812345678",
                         *         "role": "admin",
                         *         "state": "active",
                         *         "version": 1
                         *       },
                         *       "invitation": {
                         *         "account_id": "ac_01m7yfk1recv3cp621tr",
                         *         "ends_at": "2026-11-21T04:00:00+00:00",
                         *         "link": "https://clinic.example/invitation#K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0",
                         *         "token": "K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0"
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["Invited"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/staff/{account_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
                clinic_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give somebody a new link, because the first was lost or the password was forgotten. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    account_id: string;
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "account_id": "ac_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "link": "https://clinic.example/invitation#K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0",
                         *       "token": "K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0"
                         *     }
                         */
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/strays": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List the visits that fit no open hours any more and must be moved. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "booked_at": "2026-11-21T04:00:00+00:00",
                         *           "cancelled_by": "clinic",
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "expires_at": "2026-11-21T04:00:00+00:00",
                         *           "history": [
                         *             {
                         *               "at": "2026-11-21T04:00:00+00:00",
                         *               "by_role": "front_desk",
                         *               "reason": null,
                         *               "verb": "booked",
                         *               "was_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "id": "ap_01m7yfk1recv3cp621tr",
                         *           "mode": "in_person",
                         *           "patient": {
                         *             "id": "pa_01m7yfk1recv3cp621tr",
                         *             "mrn": "SAH-000123",
                         *             "name": "Lakshmi Iyer",
                         *             "phone": "+919820012345"
                         *           },
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "places": [
                         *             {
                         *               "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *               "seat": 1
                         *             }
                         *           ],
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "reason": null,
                         *           "seat": 0,
                         *           "series_id": "sr_01m7yfk1recv3cp621tr",
                         *           "service_id": "sv_01m7yfk1recv3cp621tr",
                         *           "source": "desk",
                         *           "starts_at": "2026-11-21T04:00:00+00:00",
                         *           "state": "arrived",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["NamedVisitPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics/{clinic_id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** Tell how soon, how far ahead and until when a visit can be booked and cancelled. */
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
                        /**
                         * @example {
                         *       "cancel_until_minutes": 0,
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "hold_seconds": 1,
                         *       "horizon_days": 1,
                         *       "lead_minutes": 0,
                         *       "most_upcoming": 1,
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Terms"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a clinic's terms. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "cancel_until_minutes": 0,
                     *       "horizon_days": 1,
                     *       "lead_minutes": 0,
                     *       "most_upcoming": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TermsChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "cancel_until_minutes": 0,
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "hold_seconds": 1,
                         *       "horizon_days": 1,
                         *       "lead_minutes": 0,
                         *       "most_upcoming": 1,
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Terms"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/clinics/{clinic_id}/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        /** List who waits, in the order in which they are offered times. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "offer": {
                         *             "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *             "ends_at": "2026-11-21T04:00:00+00:00",
                         *             "expires_at": "2026-11-21T04:00:00+00:00",
                         *             "id": "of_01m7yfk1recv3cp621tr",
                         *             "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *             "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *             "service_id": "sv_01m7yfk1recv3cp621tr",
                         *             "starts_at": "2026-11-21T04:00:00+00:00",
                         *             "state": "accepted",
                         *             "wait_id": "wl_01m7yfk1recv3cp621tr"
                         *           },
                         *           "patient": {
                         *             "id": "pa_01m7yfk1recv3cp621tr",
                         *             "mrn": "SAH-000123",
                         *             "name": "Lakshmi Iyer",
                         *             "phone": "+919820012345"
                         *           },
                         *           "wait": {
                         *             "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *             "id": "wl_01m7yfk1recv3cp621tr",
                         *             "joined_at": "2026-11-21T04:00:00+00:00",
                         *             "lapses": 0,
                         *             "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *             "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *             "service_id": "sv_01m7yfk1recv3cp621tr",
                         *             "state": "booked",
                         *             "suiting": [
                         *               {
                         *                 "from_on": "2026-12-01",
                         *                 "from_time": "17:00",
                         *                 "until_on": "2026-12-14",
                         *                 "until_time": "20:00",
                         *                 "weekdays": [
                         *                   0
                         *                 ]
                         *               }
                         *             ],
                         *             "until_on": "2026-12-14",
                         *             "urgency": "routine"
                         *           }
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["NamedWaitingPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/clinics/{clinic_id}/walk-ins": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clinic_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody in who has no time: the record, the visit and the number in one call. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    clinic_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "age": 0,
                     *       "although_alike": true,
                     *       "born_on": null,
                     *       "language": "as",
                     *       "name": null,
                     *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                     *       "phone": null,
                     *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                     *       "reason": null,
                     *       "service_id": "sv_01m7yfk1recv3cp621tr",
                     *       "sex": "female",
                     *       "urgent": true
                     *     }
                     */
                    "application/json": components["schemas"]["WalkIn"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "ticket": {
                         *         "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *         "arrived_at": "2026-11-21T04:00:00+00:00",
                         *         "because": "booked",
                         *         "called_at": "2026-11-21T04:00:00+00:00",
                         *         "calls": 0,
                         *         "finished_at": "2026-11-21T04:00:00+00:00",
                         *         "id": "tk_01m7yfk1recv3cp621tr",
                         *         "moved_for": "child",
                         *         "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *         "room": "Room 2",
                         *         "service_id": "sv_01m7yfk1recv3cp621tr",
                         *         "source": "desk",
                         *         "started_at": "2026-11-21T04:00:00+00:00",
                         *         "starts_at": "2026-11-21T04:00:00+00:00",
                         *         "state": "called",
                         *         "token": 12
                         *       },
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["CheckedIn"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["WalkInProblem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the clinic's devices: those that wait, or those in another state. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    state?: "approved" | "refused" | "revoked" | "waiting";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "account_id": "ac_01m7yfk1recv3cp621tr",
                         *           "account_name": "Asha Kulkarni",
                         *           "ask_ends_at": "2026-11-21T04:00:00+00:00",
                         *           "asked_at": "2026-11-21T04:00:00+00:00",
                         *           "browser": "Firefox on Linux",
                         *           "decided_at": "2026-11-21T04:00:00+00:00",
                         *           "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *           "id": "de_01m7yfk1recv3cp621tr",
                         *           "ip": "203.0.113.7",
                         *           "match_code": null,
                         *           "state": "approved"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["DevicePage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/devices/{device_id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Throw a device out: one of mine or, for an admin, anybody's of the clinic. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device_id: string;
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
                        /**
                         * @example {
                         *       "account_id": "ac_01m7yfk1recv3cp621tr",
                         *       "account_name": "Asha Kulkarni",
                         *       "ask_ends_at": "2026-11-21T04:00:00+00:00",
                         *       "asked_at": "2026-11-21T04:00:00+00:00",
                         *       "browser": "Firefox on Linux",
                         *       "decided_at": "2026-11-21T04:00:00+00:00",
                         *       "decided_by": "ac_01m7yfk1recv3cp621tr",
                         *       "id": "de_01m7yfk1recv3cp621tr",
                         *       "ip": "203.0.113.7",
                         *       "match_code": null,
                         *       "state": "approved"
                         *     }
                         */
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        /** Show a waiting device, which proves its key, how its asking stands. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device_id: string;
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
                        /**
                         * @example {
                         *       "device_id": "de_01m7yfk1recv3cp621tr",
                         *       "standing": "approved",
                         *       "waits_until": "2026-11-21T04:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["DeviceStanding"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/exceptions/{exception_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exception_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw leave or extra time. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    exception_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a time for two minutes, for whoever shows the token. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                     *       "service_id": "sv_01m7yfk1recv3cp621tr",
                     *       "starts_at": "2026-11-21T04:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["HoldWish"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "token": "k3…"
                         *     }
                         */
                        "application/json": components["schemas"]["HeldTime"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a time go that was kept. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "token": "k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9"
                     *     }
                     */
                    "application/json": components["schemas"]["HoldToken"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/legal-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the clinic's legal holds, the newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    state?: "lifted" | "standing";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "lh_01m7yfk1recv3cp621tr",
                         *           "lifted_at": "2026-11-21T04:00:00+00:00",
                         *           "lifted_because": null,
                         *           "lifted_by": "ac_01m7yfk1recv3cp621tr",
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "placed_at": "2026-11-21T04:00:00+00:00",
                         *           "placed_by": "ac_01m7yfk1recv3cp621tr",
                         *           "reason": "Civil suit 114 of 2026, District Court Pune",
                         *           "record_type": "appointment"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["HoldPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Hold all records of the clinic, of one patient or of one class: nothing of it is destroyed any more. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                     *       "reason": "Civil suit 114 of 2026, District Court Pune",
                     *       "record_type": "appointment"
                     *     }
                     */
                    "application/json": components["schemas"]["NewHold"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "lh_01m7yfk1recv3cp621tr",
                         *       "lifted_at": "2026-11-21T04:00:00+00:00",
                         *       "lifted_because": null,
                         *       "lifted_by": "ac_01m7yfk1recv3cp621tr",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "placed_at": "2026-11-21T04:00:00+00:00",
                         *       "placed_by": "ac_01m7yfk1recv3cp621tr",
                         *       "reason": "Civil suit 114 of 2026, District Court Pune",
                         *       "record_type": "appointment"
                         *     }
                         */
                        "application/json": components["schemas"]["Hold"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/legal-holds/{hold_id}/lifting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hold_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a legal hold, and say why. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    hold_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "Civil suit 114 of 2026, District Court Pune"
                     *     }
                     */
                    "application/json": components["schemas"]["Lifting"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "lh_01m7yfk1recv3cp621tr",
                         *       "lifted_at": "2026-11-21T04:00:00+00:00",
                         *       "lifted_because": null,
                         *       "lifted_by": "ac_01m7yfk1recv3cp621tr",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "placed_at": "2026-11-21T04:00:00+00:00",
                         *       "placed_by": "ac_01m7yfk1recv3cp621tr",
                         *       "reason": "Civil suit 114 of 2026, District Court Pune",
                         *       "record_type": "appointment"
                         *     }
                         */
                        "application/json": components["schemas"]["Hold"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the visits of my family: those to come, or all with the latest first. */
        get: {
            parameters: {
                query?: {
                    ahead?: boolean;
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "booked_at": "2026-11-21T04:00:00+00:00",
                         *           "cancelled_by": "clinic",
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "ends_at": "2026-11-21T04:00:00+00:00",
                         *           "expires_at": "2026-11-21T04:00:00+00:00",
                         *           "history": [
                         *             {
                         *               "at": "2026-11-21T04:00:00+00:00",
                         *               "by_role": "front_desk",
                         *               "reason": null,
                         *               "verb": "booked",
                         *               "was_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "id": "ap_01m7yfk1recv3cp621tr",
                         *           "mode": "in_person",
                         *           "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *           "places": [
                         *             {
                         *               "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *               "seat": 1
                         *             }
                         *           ],
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "reason": null,
                         *           "seat": 0,
                         *           "series_id": "sr_01m7yfk1recv3cp621tr",
                         *           "service_id": "sv_01m7yfk1recv3cp621tr",
                         *           "source": "desk",
                         *           "starts_at": "2026-11-21T04:00:00+00:00",
                         *           "state": "arrived",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["AppointmentPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/me/appointments/{visit_id}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check in with the code that hangs at the clinic's door today. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "code": "K7RM-2XQD"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnCheckIn"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "ticket": {
                         *         "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *         "arrived_at": "2026-11-21T04:00:00+00:00",
                         *         "because": "booked",
                         *         "called_at": "2026-11-21T04:00:00+00:00",
                         *         "calls": 0,
                         *         "finished_at": "2026-11-21T04:00:00+00:00",
                         *         "id": "tk_01m7yfk1recv3cp621tr",
                         *         "moved_for": "child",
                         *         "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *         "room": "Room 2",
                         *         "service_id": "sv_01m7yfk1recv3cp621tr",
                         *         "source": "desk",
                         *         "started_at": "2026-11-21T04:00:00+00:00",
                         *         "starts_at": "2026-11-21T04:00:00+00:00",
                         *         "state": "called",
                         *         "token": 12
                         *       },
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["CheckedIn"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/appointments/{visit_id}/queue": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        /** Tell how many are ahead of me and when it will be my turn. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
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
                        /**
                         * @example {
                         *       "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *       "called_at": "2026-11-21T04:00:00+00:00",
                         *       "check_in_from": "2026-11-21T04:00:00+00:00",
                         *       "check_in_until": "2026-11-21T04:00:00+00:00",
                         *       "expected_at": "2026-11-21T04:00:00+00:00",
                         *       "goes_on_at": "2026-11-21T04:00:00+00:00",
                         *       "people_ahead": 0,
                         *       "place": 1,
                         *       "room": "Room 2",
                         *       "state": "called",
                         *       "token": 12,
                         *       "waiting": 0
                         *     }
                         */
                        "application/json": components["schemas"]["OwnPlace"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/me/calendar-feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell since when there is such an address. */
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
                        /**
                         * @example {
                         *       "made_at": "2026-11-21T04:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["CalendarFeed"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Make the secret address of my family's visits; it is said once, and the one of before is dead. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "made_at": "2026-11-21T04:00:00+00:00",
                         *       "token": "k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9"
                         *     }
                         */
                        "application/json": components["schemas"]["MadeFeed"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        /** Take the address away. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/patients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the family on my phone, in all clinics. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "age": 36,
                         *           "born_on": "1990-01-15",
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "clinic_name": "Sahyadri Family Clinic",
                         *           "id": "pa_01m7yfk1recv3cp621tr",
                         *           "language": "as",
                         *           "mrn": "SAH-000123",
                         *           "name": "Lakshmi Iyer",
                         *           "phone": "+919820012345",
                         *           "registered_at": "2026-11-21T04:00:00+00:00",
                         *           "relation": "child",
                         *           "sex": "female",
                         *           "state": "active",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["PatientPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Register myself or somebody of my family in a clinic. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "although_alike": false,
                     *       "birth": {
                     *         "born_on": "1990-01-15"
                     *       },
                     *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                     *       "language": "as",
                     *       "name": "Lakshmi Iyer",
                     *       "relation": "child",
                     *       "sex": "female"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnPatient"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "age": 36,
                         *       "born_on": "1990-01-15",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "clinic_name": "Sahyadri Family Clinic",
                         *       "id": "pa_01m7yfk1recv3cp621tr",
                         *       "language": "as",
                         *       "mrn": "SAH-000123",
                         *       "name": "Lakshmi Iyer",
                         *       "phone": "+919820012345",
                         *       "registered_at": "2026-11-21T04:00:00+00:00",
                         *       "relation": "child",
                         *       "sex": "female",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Patient"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["PatientProblem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/practitioner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who I am among those who see patients. */
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
                        /**
                         * @example {
                         *       "bio": "Sees children and their parents, also by video.",
                         *       "clinic": {
                         *         "address_line": "12 Karve Road",
                         *         "city": "Pune",
                         *         "id": "cl_01m7yfk1recv3cp621tr",
                         *         "name": "Sahyadri Family Clinic",
                         *         "time_zone": "Asia/Kolkata"
                         *       },
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "experience_since_year": 1940,
                         *       "fee_paise": 60000,
                         *       "id": "pr_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "modes": [
                         *         "in_person"
                         *       ],
                         *       "name": "Dr. Asha Kulkarni",
                         *       "qualifications": "MBBS, MD",
                         *       "rating": {
                         *         "average": 4.6,
                         *         "count": 1
                         *       },
                         *       "registration_number": "MMC/2009/1234",
                         *       "specialities": [
                         *         "ayurveda"
                         *       ],
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Practitioner"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/me/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what I have said of my family's visits. */
        get: {
            parameters: {
                query?: {
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "answer": {
                         *             "at": "2026-11-21T04:00:00+00:00",
                         *             "text": "Thank you for writing."
                         *           },
                         *           "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *           "id": "rv_01m7yfk1recv3cp621tr",
                         *           "initial": "L",
                         *           "posted_at": "2026-11-21T04:00:00+00:00",
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "stars": 1,
                         *           "text": "Explains well."
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["OwnReviewPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/me/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what my family waits for, with the times that are offered now. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "offer": {
                         *             "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *             "ends_at": "2026-11-21T04:00:00+00:00",
                         *             "expires_at": "2026-11-21T04:00:00+00:00",
                         *             "id": "of_01m7yfk1recv3cp621tr",
                         *             "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *             "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *             "service_id": "sv_01m7yfk1recv3cp621tr",
                         *             "starts_at": "2026-11-21T04:00:00+00:00",
                         *             "state": "accepted",
                         *             "wait_id": "wl_01m7yfk1recv3cp621tr"
                         *           },
                         *           "wait": {
                         *             "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *             "id": "wl_01m7yfk1recv3cp621tr",
                         *             "joined_at": "2026-11-21T04:00:00+00:00",
                         *             "lapses": 0,
                         *             "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *             "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *             "service_id": "sv_01m7yfk1recv3cp621tr",
                         *             "state": "booked",
                         *             "suiting": [
                         *               {
                         *                 "from_on": "2026-12-01",
                         *                 "from_time": "17:00",
                         *                 "until_on": "2026-12-14",
                         *                 "until_time": "20:00",
                         *                 "weekdays": [
                         *                   0
                         *                 ]
                         *               }
                         *             ],
                         *             "until_on": "2026-12-14",
                         *             "urgency": "routine"
                         *           }
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["WaitingPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/offers/{offer_id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say yes to a time that is offered: it becomes a visit. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    offer_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "booked_at": "2026-11-21T04:00:00+00:00",
                         *       "cancelled_by": "clinic",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "history": [
                         *         {
                         *           "at": "2026-11-21T04:00:00+00:00",
                         *           "by_role": "front_desk",
                         *           "reason": null,
                         *           "verb": "booked",
                         *           "was_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "id": "ap_01m7yfk1recv3cp621tr",
                         *       "mode": "in_person",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "places": [
                         *         {
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "seat": 1
                         *         }
                         *       ],
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seat": 0,
                         *       "series_id": "sr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "source": "desk",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "arrived",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Appointment"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{offer_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no to a time that is offered: it goes to the next, and one waits on. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    offer_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{patient_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        /** Show one record. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    patient_id: string;
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
                        /**
                         * @example {
                         *       "age": 36,
                         *       "born_on": "1990-01-15",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "clinic_name": "Sahyadri Family Clinic",
                         *       "id": "pa_01m7yfk1recv3cp621tr",
                         *       "language": "as",
                         *       "mrn": "SAH-000123",
                         *       "name": "Lakshmi Iyer",
                         *       "phone": "+919820012345",
                         *       "registered_at": "2026-11-21T04:00:00+00:00",
                         *       "relation": "child",
                         *       "sex": "female",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Patient"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct what is recorded of somebody. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    patient_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "birth": {
                     *         "born_on": "1990-01-15"
                     *       },
                     *       "language": "as",
                     *       "name": "Lakshmi Iyer",
                     *       "phone": "98200 12345",
                     *       "relation": "child",
                     *       "sex": "female"
                     *     }
                     */
                    "application/json": components["schemas"]["PatientChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "age": 36,
                         *       "born_on": "1990-01-15",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "clinic_name": "Sahyadri Family Clinic",
                         *       "id": "pa_01m7yfk1recv3cp621tr",
                         *       "language": "as",
                         *       "mrn": "SAH-000123",
                         *       "name": "Lakshmi Iyer",
                         *       "phone": "+919820012345",
                         *       "registered_at": "2026-11-21T04:00:00+00:00",
                         *       "relation": "child",
                         *       "sex": "female",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Patient"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/patients/{patient_id}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the chart of somebody whom I do not treat, for an hour, and say why. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    patient_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "Brought in unconscious, allergies unknown"
                     *     }
                     */
                    "application/json": components["schemas"]["Need"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "account_id": "ac_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "given_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "bg_01m7yfk1recv3cp621tr",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "reason": "Brought in unconscious, allergies unknown",
                         *       "role": "doctor",
                         *       "seen_at": "2026-11-21T04:00:00+00:00",
                         *       "seen_by": "ac_01m7yfk1recv3cp621tr"
                         *     }
                         */
                        "application/json": components["schemas"]["Grant"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{patient_id}/number-release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                patient_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a patient's number be sent codes again, after twenty wrong ones in a row. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    patient_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
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
        /** Find somebody by speciality, name, clinic, city, language or mode. */
        get: {
            parameters: {
                query?: {
                    city?: string;
                    clinic?: string;
                    cursor?: string;
                    language?: "as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur";
                    limit?: number;
                    mode?: "in_person" | "video";
                    name?: string;
                    speciality?: "ayurveda" | "cardiology" | "dentistry" | "dermatology" | "diabetology" | "endocrinology" | "ent" | "gastroenterology" | "general_medicine" | "gynaecology" | "homoeopathy" | "neurology" | "nutrition" | "ophthalmology" | "orthopaedics" | "paediatrics" | "physiotherapy" | "psychiatry" | "pulmonology" | "urology";
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "bio": "Sees children and their parents, also by video.",
                         *           "clinic": {
                         *             "address_line": "12 Karve Road",
                         *             "city": "Pune",
                         *             "id": "cl_01m7yfk1recv3cp621tr",
                         *             "name": "Sahyadri Family Clinic",
                         *             "time_zone": "Asia/Kolkata"
                         *           },
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "experience_since_year": 1940,
                         *           "fee_paise": 60000,
                         *           "id": "pr_01m7yfk1recv3cp621tr",
                         *           "languages": [
                         *             "as"
                         *           ],
                         *           "modes": [
                         *             "in_person"
                         *           ],
                         *           "name": "Dr. Asha Kulkarni",
                         *           "qualifications": "MBBS, MD",
                         *           "rating": {
                         *             "average": 4.6,
                         *             "count": 1
                         *           },
                         *           "registration_number": "MMC/2009/1234",
                         *           "specialities": [
                         *             "ayurveda"
                         *           ],
                         *           "state": "active",
                         *           "version": 1
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["PractitionerPage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        /** Show somebody who sees patients. */
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
                        /**
                         * @example {
                         *       "bio": "Sees children and their parents, also by video.",
                         *       "clinic": {
                         *         "address_line": "12 Karve Road",
                         *         "city": "Pune",
                         *         "id": "cl_01m7yfk1recv3cp621tr",
                         *         "name": "Sahyadri Family Clinic",
                         *         "time_zone": "Asia/Kolkata"
                         *       },
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "experience_since_year": 1940,
                         *       "fee_paise": 60000,
                         *       "id": "pr_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "modes": [
                         *         "in_person"
                         *       ],
                         *       "name": "Dr. Asha Kulkarni",
                         *       "qualifications": "MBBS, MD",
                         *       "rating": {
                         *         "average": 4.6,
                         *         "count": 1
                         *       },
                         *       "registration_number": "MMC/2009/1234",
                         *       "specialities": [
                         *         "ayurveda"
                         *       ],
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Practitioner"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        /** Note that somebody sees no more patients here. */
        delete: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        /** Change what is said of somebody who sees patients. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "account_id": "ac_01m7yfk1recv3cp621tr",
                     *       "experience_since_year": 1940,
                     *       "fee_paise": 0,
                     *       "languages": [
                     *         "as"
                     *       ],
                     *       "modes": [
                     *         "in_person"
                     *       ],
                     *       "specialities": [
                     *         "ayurveda"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PractitionerChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "account_id": "ac_01m7yfk1recv3cp621tr",
                         *       "bio": "Sees children and their parents, also by video.",
                         *       "clinic": {
                         *         "address_line": "12 Karve Road",
                         *         "city": "Pune",
                         *         "id": "cl_01m7yfk1recv3cp621tr",
                         *         "name": "Sahyadri Family Clinic",
                         *         "time_zone": "Asia/Kolkata"
                         *       },
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "experience_since_year": 1940,
                         *       "fee_paise": 60000,
                         *       "id": "pr_01m7yfk1recv3cp621tr",
                         *       "languages": [
                         *         "as"
                         *       ],
                         *       "modes": [
                         *         "in_person"
                         *       ],
                         *       "name": "Dr. Asha Kulkarni",
                         *       "qualifications": "MBBS, MD",
                         *       "rating": {
                         *         "average": 4.6,
                         *         "count": 1
                         *       },
                         *       "registration_number": "MMC/2009/1234",
                         *       "specialities": [
                         *         "ayurveda"
                         *       ],
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["KeptPractitioner"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/practitioners/{practitioner_id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        /** Tell the free times of a practitioner, day by day. */
        get: {
            parameters: {
                query: {
                    from: string;
                    service?: string;
                    until: string;
                };
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "on": "2026-12-01",
                         *           "times": [
                         *             {
                         *               "ends_at": "2026-11-21T04:15:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats_left": 1,
                         *               "starts_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["FreeDayPage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/practitioners/{practitioner_id}/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a stretch of a practitioner's day out of the diary. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "from_at": "2026-11-21T04:00:00+00:00",
                     *       "reason": "Supplier visit",
                     *       "until_at": "2026-11-21T05:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["NewBlock"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *       "from_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "bl_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seats": 1,
                         *       "until_at": "2026-11-21T05:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Block"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners/{practitioner_id}/blocks/{block_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                block_id: string;
                practitioner_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a practitioner's time back that was taken out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    block_id: string;
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners/{practitioner_id}/delay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell everybody who waits that nobody is seen for a while; nought takes it back. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "minutes": 20
                     *     }
                     */
                    "application/json": components["schemas"]["Delay"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "delay_minutes": 0,
                         *       "goes_on_at": "2026-11-21T04:00:00+00:00",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr"
                         *     }
                         */
                        "application/json": components["schemas"]["Delayed"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners/{practitioner_id}/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        /** List leave and extra time that is not over. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "from_at": "2026-11-21T04:00:00+00:00",
                         *           "id": "ex_01m7yfk1recv3cp621tr",
                         *           "kind": "extra",
                         *           "modes": [
                         *             "in_person"
                         *           ],
                         *           "place": "Room 2",
                         *           "reason": "Conference",
                         *           "seats": 1,
                         *           "slot_minutes": 5,
                         *           "until_at": "2026-11-21T04:00:00+00:00"
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["DiaryExceptionPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Plan leave or extra time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "from_at": "2026-11-21T04:00:00+00:00",
                     *       "kind": "extra",
                     *       "modes": [
                     *         "in_person"
                     *       ],
                     *       "place": "",
                     *       "reason": "Conference",
                     *       "seats": 1,
                     *       "slot_minutes": 15,
                     *       "until_at": "2026-11-21T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["NewException"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "exception": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *         "from_at": "2026-11-21T04:00:00+00:00",
                         *         "id": "ex_01m7yfk1recv3cp621tr",
                         *         "kind": "extra",
                         *         "modes": [
                         *           "in_person"
                         *         ],
                         *         "place": "Room 2",
                         *         "reason": "Conference",
                         *         "seats": 1,
                         *         "slot_minutes": 5,
                         *         "until_at": "2026-11-21T04:00:00+00:00"
                         *       },
                         *       "with_strays": [
                         *         {
                         *           "closed_for": [],
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "entries": [
                         *             {
                         *               "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *               "block_id": "bl_01m7yfk1recv3cp621tr",
                         *               "ends_at": "2026-11-21T04:00:00+00:00",
                         *               "expires_at": "2026-11-21T04:00:00+00:00",
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "id": "en_01m7yfk1recv3cp621tr",
                         *               "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *               "reason": null,
                         *               "seat": 1,
                         *               "service_id": "sv_01m7yfk1recv3cp621tr",
                         *               "starts_at": "2026-11-21T04:00:00+00:00",
                         *               "state": "blocked",
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "on": "2026-12-01",
                         *           "sessions": [
                         *             {
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 5,
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "version": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["PlannedException"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners/{practitioner_id}/queue/call": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call whoever is next; two who press at once call one patient. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "finish": "ap_01m7yfk1recv3cp621tr"
                     *     }
                     */
                    "application/json": components["schemas"]["CallNext"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "ticket": {
                         *         "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *         "arrived_at": "2026-11-21T04:00:00+00:00",
                         *         "because": "booked",
                         *         "called_at": "2026-11-21T04:00:00+00:00",
                         *         "calls": 0,
                         *         "finished_at": "2026-11-21T04:00:00+00:00",
                         *         "id": "tk_01m7yfk1recv3cp621tr",
                         *         "moved_for": "child",
                         *         "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *         "room": "Room 2",
                         *         "service_id": "sv_01m7yfk1recv3cp621tr",
                         *         "source": "desk",
                         *         "started_at": "2026-11-21T04:00:00+00:00",
                         *         "starts_at": "2026-11-21T04:00:00+00:00",
                         *         "state": "called",
                         *         "token": 12
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["Called"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practitioners/{practitioner_id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        /** List what patients say of a practitioner, the latest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "answer": {
                         *             "at": "2026-11-21T04:00:00+00:00",
                         *             "text": "Thank you for writing."
                         *           },
                         *           "id": "rv_01m7yfk1recv3cp621tr",
                         *           "initial": "L",
                         *           "posted_at": "2026-11-21T04:00:00+00:00",
                         *           "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *           "stars": 1,
                         *           "text": "Explains well."
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["ReviewPage"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/practitioners/{practitioner_id}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitioner_id: string;
            };
            cookie?: never;
        };
        /** List how the weeks of a practitioner look. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "id": "tp_01m7yfk1recv3cp621tr",
                         *           "state": "active",
                         *           "valid_from": "2026-12-01",
                         *           "valid_until": null,
                         *           "version": 1,
                         *           "windows": [
                         *             {
                         *               "from_time": "09:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 15,
                         *               "until_time": "13:00",
                         *               "weekday": 0
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["TemplatePage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Plan the weeks of a practitioner. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    practitioner_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "valid_from": "2026-12-01",
                     *       "valid_until": null,
                     *       "windows": [
                     *         {
                     *           "from_time": "09:00",
                     *           "modes": [
                     *             "in_person"
                     *           ],
                     *           "place": "Room 2",
                     *           "seats": 1,
                     *           "slot_minutes": 15,
                     *           "until_time": "13:00",
                     *           "weekday": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NewTemplate"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "template": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *         "id": "tp_01m7yfk1recv3cp621tr",
                         *         "state": "active",
                         *         "valid_from": "2026-12-01",
                         *         "valid_until": null,
                         *         "version": 1,
                         *         "windows": [
                         *           {
                         *             "from_time": "09:00",
                         *             "modes": [
                         *               "in_person"
                         *             ],
                         *             "place": "Room 2",
                         *             "seats": 1,
                         *             "slot_minutes": 15,
                         *             "until_time": "13:00",
                         *             "weekday": 0
                         *           }
                         *         ]
                         *       },
                         *       "with_strays": [
                         *         {
                         *           "closed_for": [],
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "entries": [
                         *             {
                         *               "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *               "block_id": "bl_01m7yfk1recv3cp621tr",
                         *               "ends_at": "2026-11-21T04:00:00+00:00",
                         *               "expires_at": "2026-11-21T04:00:00+00:00",
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "id": "en_01m7yfk1recv3cp621tr",
                         *               "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *               "reason": null,
                         *               "seat": 1,
                         *               "service_id": "sv_01m7yfk1recv3cp621tr",
                         *               "starts_at": "2026-11-21T04:00:00+00:00",
                         *               "state": "blocked",
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "on": "2026-12-01",
                         *           "sessions": [
                         *             {
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 5,
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "version": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["PlannedTemplate"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
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
        /** Tell what the search can be narrowed by. */
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
                        /**
                         * @example {
                         *       "cities": [
                         *         {
                         *           "count": 0,
                         *           "name": "Pune"
                         *         }
                         *       ],
                         *       "languages": [
                         *         {
                         *           "code": "dermatology",
                         *           "count": 0
                         *         }
                         *       ],
                         *       "specialities": [
                         *         {
                         *           "code": "dermatology",
                         *           "count": 0
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Choices"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/resources/{resource_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a room or a device out of the diary. */
        delete: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    resource_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        /** Change what a room or a device is called. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    resource_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "kind": "device"
                     *     }
                     */
                    "application/json": components["schemas"]["ResourceChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "id": "re_01m7yfk1recv3cp621tr",
                         *       "kind": "device",
                         *       "name": "Room 2",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Resource"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/resources/{resource_id}/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a stretch of a room or device's day out of the diary. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    resource_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "from_at": "2026-11-21T04:00:00+00:00",
                     *       "reason": "Supplier visit",
                     *       "until_at": "2026-11-21T05:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["NewBlock"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *       "from_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "bl_01m7yfk1recv3cp621tr",
                         *       "reason": null,
                         *       "seats": 1,
                         *       "until_at": "2026-11-21T05:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["Block"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{resource_id}/blocks/{block_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                block_id: string;
                resource_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a room or device's time back that was taken out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    block_id: string;
                    resource_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{resource_id}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        /** List when a room or a device can be used. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    resource_id: string;
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "id": "tp_01m7yfk1recv3cp621tr",
                         *           "state": "active",
                         *           "valid_from": "2026-12-01",
                         *           "valid_until": null,
                         *           "version": 1,
                         *           "windows": [
                         *             {
                         *               "from_time": "09:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 15,
                         *               "until_time": "13:00",
                         *               "weekday": 0
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["TemplatePage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Plan when a room or a device can be used. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    resource_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "valid_from": "2026-12-01",
                     *       "valid_until": null,
                     *       "windows": [
                     *         {
                     *           "from_time": "09:00",
                     *           "modes": [
                     *             "in_person"
                     *           ],
                     *           "place": "Room 2",
                     *           "seats": 1,
                     *           "slot_minutes": 15,
                     *           "until_time": "13:00",
                     *           "weekday": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NewTemplate"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "template": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *         "id": "tp_01m7yfk1recv3cp621tr",
                         *         "state": "active",
                         *         "valid_from": "2026-12-01",
                         *         "valid_until": null,
                         *         "version": 1,
                         *         "windows": [
                         *           {
                         *             "from_time": "09:00",
                         *             "modes": [
                         *               "in_person"
                         *             ],
                         *             "place": "Room 2",
                         *             "seats": 1,
                         *             "slot_minutes": 15,
                         *             "until_time": "13:00",
                         *             "weekday": 0
                         *           }
                         *         ]
                         *       },
                         *       "with_strays": [
                         *         {
                         *           "closed_for": [],
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "entries": [
                         *             {
                         *               "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *               "block_id": "bl_01m7yfk1recv3cp621tr",
                         *               "ends_at": "2026-11-21T04:00:00+00:00",
                         *               "expires_at": "2026-11-21T04:00:00+00:00",
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "id": "en_01m7yfk1recv3cp621tr",
                         *               "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *               "reason": null,
                         *               "seat": 1,
                         *               "service_id": "sv_01m7yfk1recv3cp621tr",
                         *               "starts_at": "2026-11-21T04:00:00+00:00",
                         *               "state": "blocked",
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "on": "2026-12-01",
                         *           "sessions": [
                         *             {
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 5,
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "version": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["PlannedTemplate"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how long the clinic keeps its records. */
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
                        /**
                         * @example {
                         *       "least_years": 7,
                         *       "minors_until_age": 24,
                         *       "rows": [
                         *         {
                         *           "record_type": "appointment",
                         *           "region": "Maharashtra",
                         *           "years": 10
                         *         }
                         *       ],
                         *       "trail": {
                         *         "oldest_at": "2026-11-21T04:00:00+00:00",
                         *         "past_its_time": 0,
                         *         "reviewed_at": "2026-11-21T04:00:00+00:00"
                         *       },
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Retention"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Keep some classes of records for longer than seven years, in one state or in all. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "rows": [
                     *         {
                     *           "record_type": "appointment",
                     *           "region": "Maharashtra",
                     *           "years": 10
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RetentionChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "least_years": 7,
                         *       "minors_until_age": 24,
                         *       "rows": [
                         *         {
                         *           "record_type": "appointment",
                         *           "region": "Maharashtra",
                         *           "years": 10
                         *         }
                         *       ],
                         *       "trail": {
                         *         "oldest_at": "2026-11-21T04:00:00+00:00",
                         *         "past_its_time": 0,
                         *         "reviewed_at": "2026-11-21T04:00:00+00:00"
                         *       },
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Retention"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/retention/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell until when records are kept, whether they may be destroyed today, and why not. */
        get: {
            parameters: {
                query: {
                    born_on?: string;
                    last_encounter_on: string;
                    patient?: string;
                    record_type: "appointment" | "chart" | "consent" | "document" | "invoice" | "message" | "patient" | "prescription" | "result" | "trail";
                    region?: string;
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
                        /**
                         * @example {
                         *       "hold_ids": [
                         *         "lh_01m7yfk1recv3cp621tr"
                         *       ],
                         *       "keep_until": "2026-11-20",
                         *       "may_be_purged": true,
                         *       "why_not": [
                         *         "legal_hold"
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["Keeping"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
    "/api/v1/reviews/{review_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                review_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a review, once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    review_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "text": "Thank you for writing."
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewText"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "answer": {
                         *         "at": "2026-11-21T04:00:00+00:00",
                         *         "text": "Thank you for writing."
                         *       },
                         *       "id": "rv_01m7yfk1recv3cp621tr",
                         *       "initial": "L",
                         *       "posted_at": "2026-11-21T04:00:00+00:00",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "stars": 1,
                         *       "text": "Explains well."
                         *     }
                         */
                        "application/json": components["schemas"]["Review"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{review_id}/hiding": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                review_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a review no more, for a reason that stays with it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    review_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "reason": "Names another patient"
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewReason"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "answer": {
                         *         "at": "2026-11-21T04:00:00+00:00",
                         *         "text": "Thank you for writing."
                         *       },
                         *       "id": "rv_01m7yfk1recv3cp621tr",
                         *       "initial": "L",
                         *       "posted_at": "2026-11-21T04:00:00+00:00",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "stars": 1,
                         *       "text": "Explains well."
                         *     }
                         */
                        "application/json": components["schemas"]["Review"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say whether this installation is empty; there is no such address where it is not. */
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
                        /**
                         * @example {
                         *       "awaited": true
                         *     }
                         */
                        "application/json": components["schemas"]["Awaited"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Open the first clinic with its first admin, with the code that the server has printed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "city": "Pune",
                     *       "clinic_name": "Sahyadri Family Clinic",
                     *       "code": "k7m2-9qxw-4dtr",
                     *       "email": "meera@sahyadri.example",
                     *       "line1": "12 Karve Road",
                     *       "name": "Meera Joshi",
                     *       "password": "three green lamps at dawn",
                     *       "phone": "+912025441234",
                     *       "pin_code": "411004",
                     *       "state": "Maharashtra",
                     *       "time_zone": "Asia/Kolkata"
                     *     }
                     */
                    "application/json": components["schemas"]["NewHouse"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "account_id": "ac_01m7yfk1recv3cp621tr",
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr"
                         *     }
                         */
                        "application/json": components["schemas"]["Founded"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        /** Show somebody who works in the clinic. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    account_id: string;
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
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "email": "asha@sahyadri.example",
                         *       "has_password": true,
                         *       "has_second_factor": true,
                         *       "id": "ac_01m7yfk1recv3cp621tr",
                         *       "name": "Asha Kulkarni",
                         *       "phone": "+919812345678",
                         *       "role": "admin",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Account"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename somebody, give them another role, disable or restore them. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    account_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "role": "admin",
                     *       "state": "active"
                     *     }
                     */
                    "application/json": components["schemas"]["AccountChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "email": "asha@sahyadri.example",
                         *       "has_password": true,
                         *       "has_second_factor": true,
                         *       "id": "ac_01m7yfk1recv3cp621tr",
                         *       "name": "Asha Kulkarni",
                         *       "phone": "+919812345678",
                         *       "role": "admin",
                         *       "state": "active",
                         *       "version": 1
                         *     }
                         */
                        "application/json": components["schemas"]["Account"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/staff/{account_id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take away the second factor of somebody who has lost it; they enrol again. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    account_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a template; what stands in the diary stays. */
        delete: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    template_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        /** Change how weeks look; what stands in the diary stays, and what must be moved is listed. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "If-Match": string;
                };
                path: {
                    template_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "valid_until": null,
                     *       "windows": [
                     *         {
                     *           "from_time": "09:00",
                     *           "modes": [
                     *             "in_person"
                     *           ],
                     *           "place": "Room 2",
                     *           "seats": 1,
                     *           "slot_minutes": 15,
                     *           "until_time": "13:00",
                     *           "weekday": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TemplateChange"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "template": {
                         *         "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *         "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *         "id": "tp_01m7yfk1recv3cp621tr",
                         *         "state": "active",
                         *         "valid_from": "2026-12-01",
                         *         "valid_until": null,
                         *         "version": 1,
                         *         "windows": [
                         *           {
                         *             "from_time": "09:00",
                         *             "modes": [
                         *               "in_person"
                         *             ],
                         *             "place": "Room 2",
                         *             "seats": 1,
                         *             "slot_minutes": 15,
                         *             "until_time": "13:00",
                         *             "weekday": 0
                         *           }
                         *         ]
                         *       },
                         *       "with_strays": [
                         *         {
                         *           "closed_for": [],
                         *           "diary_id": "pr_01m7yfk1recv3cp621tr",
                         *           "entries": [
                         *             {
                         *               "appointment_id": "ap_01m7yfk1recv3cp621tr",
                         *               "block_id": "bl_01m7yfk1recv3cp621tr",
                         *               "ends_at": "2026-11-21T04:00:00+00:00",
                         *               "expires_at": "2026-11-21T04:00:00+00:00",
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "id": "en_01m7yfk1recv3cp621tr",
                         *               "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *               "reason": null,
                         *               "seat": 1,
                         *               "service_id": "sv_01m7yfk1recv3cp621tr",
                         *               "starts_at": "2026-11-21T04:00:00+00:00",
                         *               "state": "blocked",
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "on": "2026-12-01",
                         *           "sessions": [
                         *             {
                         *               "from_at": "2026-11-21T04:00:00+00:00",
                         *               "modes": [
                         *                 "in_person"
                         *               ],
                         *               "place": "Room 2",
                         *               "seats": 1,
                         *               "slot_minutes": 5,
                         *               "until_at": "2026-11-21T04:00:00+00:00"
                         *             }
                         *           ],
                         *           "version": 1
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["PlannedTemplate"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Precondition Required */
                428: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait for a time: what becomes free and suits is kept and offered. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                     *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                     *       "service_id": "sv_01m7yfk1recv3cp621tr",
                     *       "suiting": [
                     *         {
                     *           "from_on": "2026-12-01",
                     *           "from_time": "17:00",
                     *           "until_on": "2026-12-14",
                     *           "until_time": "20:00",
                     *           "weekdays": [
                     *             0
                     *           ]
                     *         }
                     *       ],
                     *       "urgency": "routine"
                     *     }
                     */
                    "application/json": components["schemas"]["NewWait"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "id": "wl_01m7yfk1recv3cp621tr",
                         *       "joined_at": "2026-11-21T04:00:00+00:00",
                         *       "lapses": 0,
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "state": "booked",
                         *       "suiting": [
                         *         {
                         *           "from_on": "2026-12-01",
                         *           "from_time": "17:00",
                         *           "until_on": "2026-12-14",
                         *           "until_time": "20:00",
                         *           "weekdays": [
                         *             0
                         *           ]
                         *         }
                         *       ],
                         *       "until_on": "2026-12-14",
                         *       "urgency": "routine"
                         *     }
                         */
                        "application/json": components["schemas"]["Wait"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{wait_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                wait_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Wait no more; a time that is kept is let go. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    wait_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{wait_id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                wait_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a time and offer it to somebody who waits; otherwise this happens by itself. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    wait_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                     *       "starts_at": "2026-11-21T04:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["NewOffer"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "ends_at": "2026-11-21T04:00:00+00:00",
                         *       "expires_at": "2026-11-21T04:00:00+00:00",
                         *       "id": "of_01m7yfk1recv3cp621tr",
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "starts_at": "2026-11-21T04:00:00+00:00",
                         *       "state": "accepted",
                         *       "wait_id": "wl_01m7yfk1recv3cp621tr"
                         *     }
                         */
                        "application/json": components["schemas"]["Offer"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{wait_id}/weighing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                wait_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how urgent somebody's waiting is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    wait_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "urgency": "routine"
                     *     }
                     */
                    "application/json": components["schemas"]["Weighing"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clinic_id": "cl_01m7yfk1recv3cp621tr",
                         *       "id": "wl_01m7yfk1recv3cp621tr",
                         *       "joined_at": "2026-11-21T04:00:00+00:00",
                         *       "lapses": 0,
                         *       "patient_id": "pa_01m7yfk1recv3cp621tr",
                         *       "practitioner_id": "pr_01m7yfk1recv3cp621tr",
                         *       "service_id": "sv_01m7yfk1recv3cp621tr",
                         *       "state": "booked",
                         *       "suiting": [
                         *         {
                         *           "from_on": "2026-12-01",
                         *           "from_time": "17:00",
                         *           "until_on": "2026-12-14",
                         *           "until_time": "20:00",
                         *           "weekdays": [
                         *             0
                         *           ]
                         *         }
                         *       ],
                         *       "until_on": "2026-12-14",
                         *       "urgency": "routine"
                         *     }
                         */
                        "application/json": components["schemas"]["Wait"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Request Entity Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unsupported Media Type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/who-may": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every door of the house: what it does, for which roles, and how they must stand to what they touch. */
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
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "does": "Change what people read about a clinic.",
                         *           "house": "directory",
                         *           "method": "PATCH",
                         *           "path": "/api/v1/clinics/{clinic_id}",
                         *           "relation": "of the same clinic",
                         *           "roles": [
                         *             "admin"
                         *           ]
                         *         }
                         *       ],
                         *       "next_cursor": "WyJhc2hhIiwicHJfMDEiXQ"
                         *     }
                         */
                        "application/json": components["schemas"]["DoorPage"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
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
        Acceptance: {
            /**
             * Format: password
             * @example three green lamps at dawn
             */
            password: string;
            /** @example K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0 */
            token: string;
        };
        Account: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string | null;
            /** @example asha@sahyadri.example */
            email: string;
            has_password: boolean;
            has_second_factor: boolean;
            /** @example ac_01m7yfk1recv3cp621tr */
            id: string;
            /** @example Asha Kulkarni */
            name: string;
            /** @example +919812345678 */
            phone: string | null;
            /** @enum {string} */
            role: "admin" | "doctor" | "front_desk" | "manager" | "nurse" | "operator" | "patient";
            /** @enum {string} */
            state: "active" | "disabled";
            version: number;
        };
        AccountChange: {
            name?: string;
            /** @enum {string} */
            role?: "admin" | "anonymous" | "doctor" | "front_desk" | "manager" | "nurse" | "operator" | "patient" | "system";
            /** @enum {string} */
            state?: "active" | "disabled";
        };
        AccountLink: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
        };
        AccountLinkPage: {
            items: components["schemas"]["AccountLink"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        AccountPage: {
            items: components["schemas"]["Account"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Address: {
            /** @example Pune */
            city: string;
            /**
             * @default IN
             * @example IN
             */
            country: string;
            /** @example 12 Karve Road */
            line1: string;
            /** @default  */
            line2: string;
            /** @example 411004 */
            pin_code: string;
            /** @example Maharashtra */
            state: string;
        };
        Alike: {
            /** @example 36 */
            age: number;
            /** @example pa_01m7yfk1recv3cp621tr */
            id: string;
            /** @example •••• 2345 */
            masked_phone: string;
            /** @example SAH-000123 */
            mrn: string;
            /** @example Lakshmi Iyer */
            name: string;
            /** @example 95 */
            score: number;
            /** @enum {string} */
            sex: "female" | "male" | "not_stated" | "other";
        };
        Appointment: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            booked_at: string;
            /** @enum {string|null} */
            cancelled_by: "clinic" | "doctor" | "patient" | null;
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expires_at: string | null;
            history: components["schemas"]["VisitDeed"][];
            /** @example ap_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string} */
            mode: "in_person" | "video";
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            places: components["schemas"]["VisitPlace"][];
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            reason: string | null;
            seat: number;
            /** @example sr_01m7yfk1recv3cp621tr */
            series_id: string | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /** @enum {string} */
            source: "desk" | "phone" | "portal" | "waitlist" | "walk_in";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @enum {string} */
            state: "arrived" | "cancelled" | "completed" | "confirmed" | "expired" | "in_consultation" | "no_show" | "requested";
            version: number;
        };
        AppointmentPage: {
            items: components["schemas"]["Appointment"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Approval: {
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            asked_at: string;
            /** @example ac_01m7yfk1recv3cp621tr */
            asked_by: string;
            /** @example Asha Kulkarni */
            asked_by_name: string;
            before: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            decided_at: string | null;
            /** @example ac_01m7yfk1recv3cp621tr */
            decided_by: string | null;
            decided_by_name: string | null;
            decision_reason: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /** @example av_01m7yfk1recv3cp621tr */
            id: string;
            /** @example 203.0.113.7 */
            ip: string;
            /** @example device */
            kind: string;
            may_decide: boolean;
            /** @enum {string} */
            needs: "admin" | "manager";
            /** @example 483920 */
            proof: string | null;
            reason: string | null;
            /** @enum {string} */
            state: "approved" | "lapsed" | "refused" | "waiting" | "withdrawn";
            /** @example de_01m7yfk1recv3cp621tr */
            subject_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            used_at: string | null;
            version: number;
        };
        ApprovalPage: {
            items: components["schemas"]["Approval"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Assent: {
            /** @example 483920 */
            proof?: string;
            /** @example The patient has paid for three visits at once. */
            reason?: string;
        };
        Awaited: {
            /** @example true */
            awaited: boolean;
        };
        Birth: {
            age?: number;
            /**
             * Format: date
             * @example 1990-01-15
             */
            born_on?: string;
        };
        Block: {
            /** @example pr_01m7yfk1recv3cp621tr */
            diary_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            from_at: string;
            /** @example bl_01m7yfk1recv3cp621tr */
            id: string;
            reason: string | null;
            seats: number;
            /**
             * Format: date-time
             * @example 2026-11-21T05:00:00+00:00
             */
            until_at: string;
        };
        Board: {
            /** @example Sahyadri Family Clinic */
            clinic_name: string;
            /**
             * Format: date
             * @example 2026-12-01
             */
            on: string;
            rooms: components["schemas"]["BoardRoom"][];
            /** @example Asia/Kolkata */
            time_zone: string;
        };
        BoardKey: {
            /** @example bk_01m7yfk1recv3cp621tr */
            id: string;
            /** @example Waiting room */
            label: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            made_at: string;
        };
        BoardKeyPage: {
            items: components["schemas"]["BoardKey"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        BoardRoom: {
            /**
             * @example [
             *       12
             *     ]
             */
            called: number[];
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            goes_on_at: string | null;
            /**
             * @example [
             *       11
             *     ]
             */
            inside: number[];
            /**
             * @example [
             *       13,
             *       14
             *     ]
             */
            next: number[];
            /** @example Room 2 */
            room: string;
            waiting: number;
        };
        Booking: {
            /** @default [] */
            also: string[];
            /** @default null */
            hold_token: string | null;
            /** @default false */
            off_grid: boolean;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            /** @default false */
            pay_first: boolean;
            /**
             * @default null
             * @example pr_01m7yfk1recv3cp621tr
             */
            practitioner_id: string | null;
            /**
             * @default null
             * @example Cough for a week
             */
            reason: string | null;
            /**
             * @default null
             * @example sv_01m7yfk1recv3cp621tr
             */
            service_id: string | null;
            /**
             * @default null
             * @enum {string|null}
             */
            source: "desk" | "phone" | "portal" | "waitlist" | "walk_in" | null;
            /**
             * Format: date-time
             * @default null
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string | null;
        };
        CalendarFeed: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            made_at: string;
        };
        Called: {
            ticket: components["schemas"]["Ticket"] | null;
        };
        CallNext: {
            /**
             * @description the visit that is over now
             * @default null
             * @example ap_01m7yfk1recv3cp621tr
             */
            finish: string | null;
        };
        Cancellation: {
            /**
             * @default null
             * @enum {string|null}
             */
            by: "clinic" | "doctor" | "patient" | null;
            /**
             * @default null
             * @example The patient is ill.
             */
            reason: string | null;
            /**
             * @default this
             * @enum {string}
             */
            scope: "from_here" | "this";
        };
        Challenge: {
            /** @example ch_01m7yfk1recv3cp621tr */
            challenge_id: string;
            /** @example 300 */
            expires_in_s: number;
            /** @example 30 */
            resend_in_s: number;
        };
        CheckedIn: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            booked_at: string;
            /** @enum {string|null} */
            cancelled_by: "clinic" | "doctor" | "patient" | null;
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expires_at: string | null;
            history: components["schemas"]["VisitDeed"][];
            /** @example ap_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string} */
            mode: "in_person" | "video";
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            places: components["schemas"]["VisitPlace"][];
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            reason: string | null;
            seat: number;
            /** @example sr_01m7yfk1recv3cp621tr */
            series_id: string | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /** @enum {string} */
            source: "desk" | "phone" | "portal" | "waitlist" | "walk_in";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @enum {string} */
            state: "arrived" | "cancelled" | "completed" | "confirmed" | "expired" | "in_consultation" | "no_show" | "requested";
            ticket: components["schemas"]["Ticket"];
            version: number;
        };
        Choices: {
            cities: components["schemas"]["NameChoice"][];
            languages: components["schemas"]["CodeChoice"][];
            specialities: components["schemas"]["CodeChoice"][];
        };
        Clinic: {
            /** @example General practice and children's health since 1998. */
            about: string;
            address: components["schemas"]["Address"];
            /** @example desk@sahyadri.example */
            email: string;
            /** @example cl_01m7yfk1recv3cp621tr */
            id: string;
            languages: ("as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur")[];
            /** @example Sahyadri Family Clinic */
            name: string;
            /** @example +912025441234 */
            phone: string;
            /** @enum {string} */
            state: "active" | "inactive";
            /** @example Asia/Kolkata */
            time_zone: string;
            version: number;
        };
        ClinicCard: {
            /** @example 12 Karve Road */
            address_line: string;
            /** @example Pune */
            city: string;
            /** @example cl_01m7yfk1recv3cp621tr */
            id: string;
            /** @example Sahyadri Family Clinic */
            name: string;
            /** @example Asia/Kolkata */
            time_zone: string;
        };
        ClinicChange: {
            about?: string;
            address?: components["schemas"]["Address"];
            email?: string;
            languages?: ("as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur")[];
            name?: string;
            phone?: string;
            time_zone?: string;
        };
        ClinicPage: {
            items: components["schemas"]["Clinic"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Closure: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /**
             * Format: date
             * @example 2026-12-25
             */
            from_on: string;
            /** @example co_01m7yfk1recv3cp621tr */
            id: string;
            /** @example Christmas */
            reason: string;
            /**
             * Format: date
             * @example 2026-12-25
             */
            until_on: string;
            version: number;
        };
        ClosurePage: {
            items: components["schemas"]["Closure"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        CodeChoice: {
            /** @example dermatology */
            code: string;
            count: number;
        };
        DaySheet: {
            /** @example [] */
            closed_for: string[];
            /** @example pr_01m7yfk1recv3cp621tr */
            diary_id: string;
            entries: components["schemas"]["TakenTime"][];
            /**
             * Format: date
             * @example 2026-12-01
             */
            on: string;
            sessions: components["schemas"]["OpenHours"][];
            version: number;
        };
        DaySheetPage: {
            items: components["schemas"]["DaySheet"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Delay: {
            /** @example 20 */
            minutes: number;
        };
        Delayed: {
            delay_minutes: number;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            goes_on_at: string | null;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
        };
        Device: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id: string;
            /** @example Asha Kulkarni */
            account_name: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ask_ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            asked_at: string;
            /** @example Firefox on Linux */
            browser: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            decided_at: string | null;
            /** @example ac_01m7yfk1recv3cp621tr */
            decided_by: string | null;
            /** @example de_01m7yfk1recv3cp621tr */
            id: string;
            /** @example 203.0.113.7 */
            ip: string;
            match_code: string | null;
            /** @enum {string} */
            state: "approved" | "refused" | "revoked" | "waiting";
        };
        DevicePage: {
            items: components["schemas"]["Device"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        DeviceStanding: {
            /** @example de_01m7yfk1recv3cp621tr */
            device_id: string;
            /** @enum {string} */
            standing: "approved" | "lapsed" | "refused" | "waiting" | "withdrawn";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            waits_until: string;
        };
        DiaryException: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            diary_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            from_at: string;
            /** @example ex_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string} */
            kind: "extra" | "leave";
            modes: ("in_person" | "video")[];
            /** @example Room 2 */
            place: string;
            /** @example Conference */
            reason: string;
            seats: number;
            slot_minutes: number;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            until_at: string;
        };
        DiaryExceptionPage: {
            items: components["schemas"]["DiaryException"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Door: {
            /** @example Change what people read about a clinic. */
            does: string;
            /** @example directory */
            house: string;
            /** @example PATCH */
            method: string;
            /** @example /api/v1/clinics/{clinic_id} */
            path: string;
            /** @example of the same clinic */
            relation: string;
            roles: ("admin" | "anonymous" | "doctor" | "front_desk" | "manager" | "nurse" | "operator" | "patient")[];
        };
        DoorCode: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /** @example K7RM-2XQD */
            code: string;
            /**
             * Format: date
             * @example 2026-12-01
             */
            on: string;
        };
        DoorPage: {
            items: components["schemas"]["Door"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Drawn: {
            changed: number;
            made: number;
            with_strays: components["schemas"]["DaySheet"][];
        };
        Enrolment: {
            /** @example otpauth://totp/Clinic%20Suite:asha?secret=JBSWY3DPEHPK3PXP */
            otpauth_url: string;
            /** @example JBSWY3DPEHPK3PXP */
            secret: string;
        };
        Entry: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id: string | null;
            /** @example changed */
            action: string;
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            at: string;
            before: {
                [key: string]: unknown;
            } | null;
            device_id: string | null;
            /** @example practitioner */
            entity: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            entity_id: string;
            /** @example au_01m7yfk1recv3cp621tr */
            id: string;
            /** @example 203.0.113.7 */
            ip: string;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string | null;
            reason: string | null;
            /** @example 9f2c0c6d1e3b4a58 */
            request_id: string;
            /** @enum {string} */
            role: "admin" | "anonymous" | "doctor" | "front_desk" | "manager" | "nurse" | "operator" | "patient" | "system";
        };
        EntryPage: {
            items: components["schemas"]["Entry"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Founded: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id: string;
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
        };
        FreeDay: {
            /**
             * Format: date
             * @example 2026-12-01
             */
            on: string;
            times: components["schemas"]["FreeTime"][];
        };
        FreeDayPage: {
            items: components["schemas"]["FreeDay"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        FreeRevisit: {
            price_paise: number;
            within_days: number;
        };
        FreeTime: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:15:00+00:00
             */
            ends_at: string;
            modes: ("in_person" | "video")[];
            /** @example Room 2 */
            place: string;
            seats_left: number;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
        };
        Grant: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            given_at: string;
            /** @example bg_01m7yfk1recv3cp621tr */
            id: string;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            /** @example Brought in unconscious, allergies unknown */
            reason: string | null;
            /** @enum {string} */
            role: "doctor" | "nurse";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            seen_at: string | null;
            /** @example ac_01m7yfk1recv3cp621tr */
            seen_by: string | null;
        };
        GrantPage: {
            items: components["schemas"]["Grant"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        HeldTime: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expires_at: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @example k3… */
            token: string;
        };
        Hold: {
            /** @example lh_01m7yfk1recv3cp621tr */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            lifted_at: string | null;
            lifted_because: string | null;
            /** @example ac_01m7yfk1recv3cp621tr */
            lifted_by: string | null;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            placed_at: string;
            /** @example ac_01m7yfk1recv3cp621tr */
            placed_by: string;
            /** @example Civil suit 114 of 2026, District Court Pune */
            reason: string;
            /** @enum {string|null} */
            record_type: "appointment" | "chart" | "consent" | "document" | "invoice" | "message" | "patient" | "prescription" | "result" | "trail" | null;
        };
        HoldPage: {
            items: components["schemas"]["Hold"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        HoldToken: {
            /** @example k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9 */
            token: string;
        };
        HoldWish: {
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
        };
        Invitation: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /** @example https://clinic.example/invitation#K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0 */
            link: string;
            /** @example K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0 */
            token: string;
        };
        Invited: {
            account: components["schemas"]["Account"];
            invitation: components["schemas"]["Invitation"];
        };
        Keeping: {
            hold_ids: string[];
            /**
             * Format: date
             * @example 2026-11-20
             */
            keep_until: string;
            may_be_purged: boolean;
            why_not: ("legal_hold" | "still_in_time")[];
        };
        KeptPractitioner: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id: string | null;
            /** @example Sees children and their parents, also by video. */
            bio: string;
            clinic: components["schemas"]["ClinicCard"];
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            experience_since_year: number | null;
            /** @example 60000 */
            fee_paise: number;
            /** @example pr_01m7yfk1recv3cp621tr */
            id: string;
            languages: ("as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur")[];
            modes: ("in_person" | "video")[];
            /** @example Dr. Asha Kulkarni */
            name: string;
            /** @example MBBS, MD */
            qualifications: string;
            rating: components["schemas"]["Rating"] | null;
            /** @example MMC/2009/1234 */
            registration_number: string;
            specialities: ("ayurveda" | "cardiology" | "dentistry" | "dermatology" | "diabetology" | "endocrinology" | "ent" | "gastroenterology" | "general_medicine" | "gynaecology" | "homoeopathy" | "neurology" | "nutrition" | "ophthalmology" | "orthopaedics" | "paediatrics" | "physiotherapy" | "psychiatry" | "pulmonology" | "urology")[];
            /** @enum {string} */
            state: "active" | "inactive";
            version: number;
        };
        Lifting: {
            /** @example Civil suit 114 of 2026, District Court Pune */
            reason: string;
        };
        LikelyKnown: {
            /** @example 36 */
            age: number;
            /** @example pa_01m7yfk1recv3cp621tr */
            id: string;
            /** @example •••• 2345 */
            masked_phone: string;
            /** @example SAH-000123 */
            mrn: string;
            /** @example Lakshmi Iyer */
            name: string;
            /** @example 95 */
            score: number;
            /** @enum {string} */
            sex: "female" | "male" | "not_stated" | "other";
        };
        MadeBoardKey: {
            /** @example bk_01m7yfk1recv3cp621tr */
            id: string;
            /** @example k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9 */
            key: string;
            /** @example Waiting room */
            label: string;
        };
        MadeFeed: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            made_at: string;
            /** @example k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9 */
            token: string;
        };
        MissingDate: {
            /**
             * Format: date
             * @example 2026-12-25
             */
            on: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @example slot_taken */
            why: string;
        };
        Move: {
            /**
             * Format: date-time
             * @default null
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string | null;
            /** @default false */
            off_grid: boolean;
            /**
             * @default null
             * @example pr_01m7yfk1recv3cp621tr
             */
            practitioner_id: string | null;
            /** @default null */
            reason: string | null;
            /**
             * @default this
             * @enum {string}
             */
            scope: "from_here" | "this";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
        };
        NameChoice: {
            count: number;
            /** @example Pune */
            name: string;
        };
        NamedTurn: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expected_at: string | null;
            patient: components["schemas"]["Visitor"] | null;
            people_ahead: number | null;
            place: number | null;
            ticket: components["schemas"]["Ticket"];
        };
        NamedVisit: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            booked_at: string;
            /** @enum {string|null} */
            cancelled_by: "clinic" | "doctor" | "patient" | null;
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expires_at: string | null;
            history: components["schemas"]["VisitDeed"][];
            /** @example ap_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string} */
            mode: "in_person" | "video";
            patient: components["schemas"]["Visitor"] | null;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            places: components["schemas"]["VisitPlace"][];
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            reason: string | null;
            seat: number;
            /** @example sr_01m7yfk1recv3cp621tr */
            series_id: string | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /** @enum {string} */
            source: "desk" | "phone" | "portal" | "waitlist" | "walk_in";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @enum {string} */
            state: "arrived" | "cancelled" | "completed" | "confirmed" | "expired" | "in_consultation" | "no_show" | "requested";
            version: number;
        };
        NamedVisitPage: {
            items: components["schemas"]["NamedVisit"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        NamedWaiting: {
            offer: components["schemas"]["Offer"] | null;
            patient: components["schemas"]["Visitor"] | null;
            wait: components["schemas"]["Wait"];
        };
        NamedWaitingPage: {
            items: components["schemas"]["NamedWaiting"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Need: {
            /** @example Brought in unconscious, allergies unknown */
            reason: string;
        };
        NewAccount: {
            /** @example asha@sahyadri.example */
            email: string;
            /** @example Asha Kulkarni */
            name: string;
            /**
             * @example doctor
             * @enum {string}
             */
            role: "admin" | "anonymous" | "doctor" | "front_desk" | "manager" | "nurse" | "operator" | "patient" | "system";
        };
        NewBlock: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            from_at: string;
            /**
             * @default null
             * @example Supplier visit
             */
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T05:00:00+00:00
             */
            until_at: string;
        };
        NewBoardKey: {
            /** @example Waiting room */
            label: string;
        };
        NewClinic: {
            /** @default  */
            about: string;
            address: components["schemas"]["Address"];
            /** @example desk@sahyadri.example */
            email: string;
            languages: ("as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur")[];
            /** @example Sahyadri Family Clinic */
            name: string;
            /** @example +912025441234 */
            phone: string;
            /**
             * @default Asia/Kolkata
             * @example Asia/Kolkata
             */
            time_zone: string;
        };
        NewClosure: {
            /**
             * Format: date
             * @example 2026-12-25
             */
            from_on: string;
            /** @example Christmas */
            reason: string;
            /**
             * Format: date
             * @example 2026-12-25
             */
            until_on: string;
        };
        NewException: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            from_at: string;
            /** @enum {string} */
            kind: "extra" | "leave";
            /**
             * @default [
             *       "in_person"
             *     ]
             */
            modes: ("in_person" | "video")[];
            /** @default  */
            place: string;
            /**
             * @default
             * @example Conference
             */
            reason: string;
            /** @default 1 */
            seats: number;
            /** @default 15 */
            slot_minutes: number;
            /**
             * Format: date-time
             * @example 2026-11-21T12:00:00+00:00
             */
            until_at: string;
        };
        NewHold: {
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id?: string;
            /** @example Civil suit 114 of 2026, District Court Pune */
            reason: string;
            /** @enum {string} */
            record_type?: "appointment" | "chart" | "consent" | "document" | "invoice" | "message" | "patient" | "prescription" | "result" | "trail";
        };
        NewHouse: {
            /** @example Pune */
            city: string;
            /** @example Sahyadri Family Clinic */
            clinic_name: string;
            /** @example k7m2-9qxw-4dtr */
            code: string;
            /** @example meera@sahyadri.example */
            email: string;
            /** @example 12 Karve Road */
            line1: string;
            /** @example Meera Joshi */
            name: string;
            /**
             * Format: password
             * @example three green lamps at dawn
             */
            password: string;
            /** @example +912025441234 */
            phone: string;
            /** @example 411004 */
            pin_code: string;
            /** @example Maharashtra */
            state: string;
            /**
             * @default Asia/Kolkata
             * @example Asia/Kolkata
             */
            time_zone: string;
        };
        NewOffer: {
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
        };
        NewPasskey: {
            /** @example o2NmbXRkbm9uZQ */
            attestation: string;
            /** @example eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0 */
            client_data: string;
            /** @example q3Jlxk9mT0 */
            credential_id: string;
            /** @example My phone */
            label: string;
            /** @default [] */
            transports: ("ble" | "cable" | "hybrid" | "internal" | "nfc" | "smart-card" | "usb")[];
        };
        NewPasskeyOffer: {
            /** @example Zm9ydHktdHdvLXJhbmRvbS1ieXRlcy1oZXJlLi4 */
            challenge: string;
            known: string[];
            /** @example clinic.example */
            rp_id: string;
            /** @example 300000 */
            timeout_ms: number;
            /** @example YWNfMDFtN3lmazFyZWN2M2NwNjIxdHI */
            user_id: string;
            /** @example +919812345678 */
            user_name: string;
        };
        NewPassword: {
            /**
             * Format: password
             * @example three green lamps at dawn
             */
            new_password: string;
            /**
             * Format: password
             * @example three green lamps at dawn
             */
            password: string;
        };
        NewPatient: {
            /**
             * @default false
             * @example false
             */
            although_alike: boolean;
            /**
             * @example {
             *       "born_on": "1990-01-15"
             *     }
             */
            birth: components["schemas"]["Birth"];
            /**
             * @default en
             * @enum {string}
             */
            language: "as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur";
            /** @example Lakshmi Iyer */
            name: string;
            /**
             * @default null
             * @example 98200 12345
             */
            phone: string | null;
            /**
             * @default self
             * @enum {string}
             */
            relation: "child" | "grandchild" | "grandparent" | "other" | "parent" | "self" | "sibling" | "spouse";
            /** @enum {string} */
            sex: "female" | "male" | "not_stated" | "other";
        };
        NewPractitioner: {
            /** @default  */
            bio: string;
            /** @default null */
            experience_since_year: number | null;
            /** @example 60000 */
            fee_paise: number;
            languages: ("as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur")[];
            /**
             * @default [
             *       "in_person"
             *     ]
             */
            modes: ("in_person" | "video")[];
            /** @example Dr. Asha Kulkarni */
            name: string;
            /**
             * @default
             * @example MBBS, MD
             */
            qualifications: string;
            /** @example MMC/2009/1234 */
            registration_number: string;
            specialities: ("ayurveda" | "cardiology" | "dentistry" | "dermatology" | "diabetology" | "endocrinology" | "ent" | "gastroenterology" | "general_medicine" | "gynaecology" | "homoeopathy" | "neurology" | "nutrition" | "ophthalmology" | "orthopaedics" | "paediatrics" | "physiotherapy" | "psychiatry" | "pulmonology" | "urology")[];
        };
        NewResource: {
            /** @enum {string} */
            kind: "device" | "room";
            /** @example Room 2 */
            name: string;
        };
        NewReview: {
            /** @example 5 */
            stars: number;
            /**
             * @default
             * @example Took the time to explain.
             */
            text: string;
        };
        NewSeries: {
            /** @default [] */
            also: string[];
            /** @example 6 */
            count: number;
            /** @example 1 */
            every_weeks: number;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            /**
             * @default null
             * @example Physiotherapy, knee
             */
            reason: string | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /**
             * @default []
             * @example [
             *       "2026-12-25"
             *     ]
             */
            skip: string[];
            /**
             * @default null
             * @enum {string|null}
             */
            source: "desk" | "phone" | "portal" | "waitlist" | "walk_in" | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
        };
        NewService: {
            /** @default 0 */
            buffer_after_minutes: number;
            /** @default 0 */
            buffer_before_minutes: number;
            /** @default null */
            free_revisit: components["schemas"]["FreeRevisit"] | null;
            /** @example 20 */
            length_minutes: number;
            /**
             * @default in_person
             * @enum {string}
             */
            mode: "in_person" | "video";
            /** @example First consultation */
            name: string;
            practitioner_ids: string[];
            /** @example 60000 */
            price_paise: number;
            /**
             * @default exempt
             * @enum {string}
             */
            tax_class: "exempt" | "taxable_12" | "taxable_18" | "taxable_5";
        };
        NewTemplate: {
            /**
             * Format: date
             * @example 2026-12-01
             */
            valid_from: string;
            /**
             * Format: date
             * @default null
             */
            valid_until: string | null;
            windows: components["schemas"]["Window"][];
        };
        NewWait: {
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            /**
             * @default null
             * @example pr_01m7yfk1recv3cp621tr
             */
            practitioner_id: string | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            suiting: components["schemas"]["Suiting"][];
            /**
             * @default routine
             * @enum {string}
             */
            urgency: "routine" | "soon" | "urgent";
        };
        NextFree: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            more: number;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            times: components["schemas"]["FreeTime"][];
        };
        NextFreePage: {
            items: components["schemas"]["NextFree"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Objection: {
            /** @example I have not spoken with her. */
            reason: string;
        };
        Offer: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expires_at: string;
            /** @example of_01m7yfk1recv3cp621tr */
            id: string;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @enum {string} */
            state: "accepted" | "declined" | "lapsed" | "open";
            /** @example wl_01m7yfk1recv3cp621tr */
            wait_id: string;
        };
        OpenHours: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            from_at: string;
            modes: ("in_person" | "video")[];
            /** @example Room 2 */
            place: string;
            seats: number;
            slot_minutes: number;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            until_at: string;
        };
        OtpAnswer: {
            /** @example ch_01m7yfk1recv3cp621tr */
            challenge_id: string;
            /** @example 483920 */
            code: string;
            /** @example +919812345678 */
            phone: string;
        };
        OtpWish: {
            /**
             * @default sms
             * @enum {string}
             */
            channel: "sms" | "whatsapp";
            /** @example +919812345678 */
            phone: string;
        };
        OwnCheckIn: {
            /** @example K7RM-2XQD */
            code: string;
        };
        OwnPatient: {
            /**
             * @default false
             * @example false
             */
            although_alike: boolean;
            /**
             * @example {
             *       "born_on": "1990-01-15"
             *     }
             */
            birth: components["schemas"]["Birth"];
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /**
             * @default en
             * @enum {string}
             */
            language: "as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur";
            /** @example Lakshmi Iyer */
            name: string;
            /**
             * @default self
             * @enum {string}
             */
            relation: "child" | "grandchild" | "grandparent" | "other" | "parent" | "self" | "sibling" | "spouse";
            /** @enum {string} */
            sex: "female" | "male" | "not_stated" | "other";
        };
        OwnPlace: {
            /** @example ap_01m7yfk1recv3cp621tr */
            appointment_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            called_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            check_in_from: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            check_in_until: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expected_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            goes_on_at: string | null;
            people_ahead: number | null;
            place: number | null;
            /** @example Room 2 */
            room: string;
            /** @enum {string|null} */
            state: "called" | "done" | "in_consultation" | "left" | "skipped" | "waiting" | null;
            /** @example 12 */
            token: number | null;
            waiting: number;
        };
        OwnReview: {
            answer: components["schemas"]["ReviewAnswer"] | null;
            /** @example ap_01m7yfk1recv3cp621tr */
            appointment_id: string;
            /** @example rv_01m7yfk1recv3cp621tr */
            id: string;
            /** @example L */
            initial: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            posted_at: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            stars: number;
            /** @example Explains well. */
            text: string;
        };
        OwnReviewPage: {
            items: components["schemas"]["OwnReview"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        PaginationMetadataSchema: {
            /** @description First available page number. */
            first_page?: number;
            /** @description Last available page number. */
            last_page?: number;
            /** @description Next page number. */
            next_page?: number;
            /** @description Current page number. */
            page?: number;
            /** @description Previous page number. */
            previous_page?: number;
            /** @description Total number of items. */
            total?: number;
            /** @description Total number of pages. */
            total_pages?: number;
        };
        Passkey: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            copied_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            created_at: string;
            /** @example pk_01m7yfk1recv3cp621tr */
            id: string;
            /** @example My phone */
            label: string;
            transports: ("ble" | "cable" | "hybrid" | "internal" | "nfc" | "smart-card" | "usb")[];
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            used_at: string | null;
        };
        PasskeyOffer: {
            /** @example Zm9ydHktdHdvLXJhbmRvbS1ieXRlcy1oZXJlLi4 */
            challenge: string;
            /** @example clinic.example */
            rp_id: string;
            /** @example 300000 */
            timeout_ms: number;
        };
        PasskeyPage: {
            items: components["schemas"]["Passkey"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        PasskeySignIn: {
            /** @example SZYN5YgOjGh0NBcPZHZgW4 */
            authenticator_data: string;
            /** @example eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0 */
            client_data: string;
            /** @example q3Jlxk9mT0 */
            credential_id: string;
            /** @example MEUCIQDn3q */
            signature: string;
            /**
             * @default null
             * @example YWNfMDFtN3lm
             */
            user_handle: string | null;
        };
        Patient: {
            /** @example 36 */
            age: number;
            /**
             * Format: date
             * @example 1990-01-15
             */
            born_on: string | null;
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /** @example Sahyadri Family Clinic */
            clinic_name: string;
            /** @example pa_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string} */
            language: "as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur";
            /** @example SAH-000123 */
            mrn: string;
            /** @example Lakshmi Iyer */
            name: string;
            /** @example +919820012345 */
            phone: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            registered_at: string;
            /** @enum {string} */
            relation: "child" | "grandchild" | "grandparent" | "other" | "parent" | "self" | "sibling" | "spouse";
            /** @enum {string} */
            sex: "female" | "male" | "not_stated" | "other";
            /** @enum {string} */
            state: "active" | "merged";
            version: number;
        };
        PatientChange: {
            /**
             * @example {
             *       "born_on": "1990-01-15"
             *     }
             */
            birth?: components["schemas"]["Birth"];
            /** @enum {string} */
            language?: "as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur";
            /** @example Lakshmi Iyer */
            name?: string;
            /** @example 98200 12345 */
            phone?: string | null;
            /** @enum {string} */
            relation?: "child" | "grandchild" | "grandparent" | "other" | "parent" | "self" | "sibling" | "spouse";
            /** @enum {string} */
            sex?: "female" | "male" | "not_stated" | "other";
        };
        PatientPage: {
            items: components["schemas"]["Patient"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        PatientProblem: {
            alike?: components["schemas"]["Alike"][];
            /** @example  */
            detail: string;
            errors?: components["schemas"]["ProblemFault"][];
            /** @example urn:request:9f2c0c6d1e3b4a58 */
            instance: string;
            /** @example 404 */
            status: number;
            /** @example There is nothing here that you may see. */
            title: string;
            /** @example /problems/not-found */
            type: string;
        };
        Placing: {
            /**
             * @default null
             * @example ap_01m7yfk1recv3cp621tr
             */
            before: string | null;
            /**
             * @example elderly
             * @enum {string}
             */
            why: "child" | "disabled" | "elderly" | "in_pain" | "our_fault" | "own_wish" | "pregnant" | "urgent";
        };
        PlannedException: {
            exception: components["schemas"]["DiaryException"];
            with_strays: components["schemas"]["DaySheet"][];
        };
        PlannedTemplate: {
            template: components["schemas"]["Template"];
            with_strays: components["schemas"]["DaySheet"][];
        };
        PostedReview: {
            /** @example ap_01m7yfk1recv3cp621tr */
            appointment_id: string;
            /** @example rv_01m7yfk1recv3cp621tr */
            id: string;
            /** @example L */
            initial: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            posted_at: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            stars: number;
            /** @example Took the time to explain. */
            text: string;
        };
        Practitioner: {
            /** @example Sees children and their parents, also by video. */
            bio: string;
            clinic: components["schemas"]["ClinicCard"];
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            experience_since_year: number | null;
            /** @example 60000 */
            fee_paise: number;
            /** @example pr_01m7yfk1recv3cp621tr */
            id: string;
            languages: ("as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur")[];
            modes: ("in_person" | "video")[];
            /** @example Dr. Asha Kulkarni */
            name: string;
            /** @example MBBS, MD */
            qualifications: string;
            rating: components["schemas"]["Rating"] | null;
            /** @example MMC/2009/1234 */
            registration_number: string;
            specialities: ("ayurveda" | "cardiology" | "dentistry" | "dermatology" | "diabetology" | "endocrinology" | "ent" | "gastroenterology" | "general_medicine" | "gynaecology" | "homoeopathy" | "neurology" | "nutrition" | "ophthalmology" | "orthopaedics" | "paediatrics" | "physiotherapy" | "psychiatry" | "pulmonology" | "urology")[];
            /** @enum {string} */
            state: "active" | "inactive";
            version: number;
        };
        PractitionerChange: {
            /** @example ac_01m7yfk1recv3cp621tr */
            account_id?: string | null;
            bio?: string;
            experience_since_year?: number | null;
            fee_paise?: number;
            languages?: ("as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur")[];
            modes?: ("in_person" | "video")[];
            name?: string;
            qualifications?: string;
            registration_number?: string;
            specialities?: ("ayurveda" | "cardiology" | "dentistry" | "dermatology" | "diabetology" | "endocrinology" | "ent" | "gastroenterology" | "general_medicine" | "gynaecology" | "homoeopathy" | "neurology" | "nutrition" | "ophthalmology" | "orthopaedics" | "paediatrics" | "physiotherapy" | "psychiatry" | "pulmonology" | "urology")[];
        };
        PractitionerPage: {
            items: components["schemas"]["Practitioner"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Problem: {
            /** @example  */
            detail: string;
            errors?: components["schemas"]["ProblemFault"][];
            /** @example urn:request:9f2c0c6d1e3b4a58 */
            instance: string;
            /** @example 404 */
            status: number;
            /** @example There is nothing here that you may see. */
            title: string;
            /** @example /problems/not-found */
            type: string;
        };
        ProblemFault: {
            /** @example format */
            code: string;
            /** @example /phone */
            pointer: string;
        };
        Queue: {
            delay_minutes: number;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            goes_on_at: string | null;
            /**
             * Format: date
             * @example 2026-12-01
             */
            on: string;
            pace_from_visits: number;
            /** @example 110 */
            pace_percent: number;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            /** @example Room 2 */
            room: string;
            turns: components["schemas"]["NamedTurn"][];
            version: number;
            waiting: number;
        };
        QueuePage: {
            items: components["schemas"]["Queue"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Rating: {
            /** @example 4.6 */
            average: number;
            count: number;
        };
        RecoveryCodes: {
            recovery_codes: string[];
        };
        ResetAnswer: {
            /**
             * Format: password
             * @example three green lamps at dawn
             */
            password: string;
            /** @example K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0 */
            token: string;
            /** @example 123456 */
            totp?: string;
        };
        ResetAsked: {
            /** @example 1800 */
            good_for_s: number;
        };
        ResetWish: {
            /** @example asha@sahyadri.example */
            email: string;
        };
        Resource: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /** @example re_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string} */
            kind: "device" | "room";
            /** @example Room 2 */
            name: string;
            /** @enum {string} */
            state: "active" | "withdrawn";
            version: number;
        };
        ResourceChange: {
            /** @enum {string} */
            kind?: "device" | "room";
            name?: string;
        };
        ResourcePage: {
            items: components["schemas"]["Resource"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Retention: {
            /** @example 7 */
            least_years: number;
            /** @example 24 */
            minors_until_age: number;
            rows: components["schemas"]["Term"][];
            trail: components["schemas"]["TrailReview"] | null;
            version: number;
        };
        RetentionChange: {
            rows: components["schemas"]["Term"][];
        };
        Review: {
            answer: components["schemas"]["ReviewAnswer"] | null;
            /** @example rv_01m7yfk1recv3cp621tr */
            id: string;
            /** @example L */
            initial: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            posted_at: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            stars: number;
            /** @example Explains well. */
            text: string;
        };
        ReviewAnswer: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            at: string;
            /** @example Thank you for writing. */
            text: string;
        };
        ReviewPage: {
            items: components["schemas"]["Review"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        ReviewReason: {
            /** @example Names another patient */
            reason: string;
        };
        ReviewText: {
            /** @example Thank you for writing. */
            text: string;
        };
        Series: {
            /** @example sr_01m7yfk1recv3cp621tr */
            id: string;
            visits: components["schemas"]["Appointment"][];
        };
        SeriesProblem: {
            dates?: components["schemas"]["MissingDate"][];
            /** @example  */
            detail: string;
            errors?: components["schemas"]["ProblemFault"][];
            /** @example urn:request:9f2c0c6d1e3b4a58 */
            instance: string;
            /** @example 404 */
            status: number;
            /** @example There is nothing here that you may see. */
            title: string;
            /** @example /problems/not-found */
            type: string;
        };
        Service: {
            buffer_after_minutes: number;
            buffer_before_minutes: number;
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            free_revisit: components["schemas"]["FreeRevisit"] | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            id: string;
            length_minutes: number;
            /** @enum {string} */
            mode: "in_person" | "video";
            /** @example First consultation */
            name: string;
            practitioner_ids: string[];
            /** @example 60000 */
            price_paise: number;
            /** @enum {string} */
            state: "active" | "inactive";
            /** @enum {string} */
            tax_class: "exempt" | "taxable_12" | "taxable_18" | "taxable_5";
            version: number;
        };
        ServiceChange: {
            buffer_after_minutes?: number;
            buffer_before_minutes?: number;
            free_revisit?: components["schemas"]["FreeRevisit"] | null;
            length_minutes?: number;
            /** @enum {string} */
            mode?: "in_person" | "video";
            name?: string;
            practitioner_ids?: string[];
            price_paise?: number;
            /** @enum {string} */
            tax_class?: "exempt" | "taxable_12" | "taxable_18" | "taxable_5";
        };
        ServicePage: {
            items: components["schemas"]["Service"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Session: {
            /** @example Firefox on Android */
            browser: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /** @example se_01m7yfk1recv3cp621tr */
            id: string;
            /** @example 203.0.113.7 */
            ip: string;
            is_this_one: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            refreshed_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            started_at: string;
        };
        SessionPage: {
            items: components["schemas"]["Session"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        SheetsWish: {
            /**
             * Format: date
             * @example 2026-12-01
             */
            first: string;
            /**
             * Format: date
             * @example 2026-12-31
             */
            last: string;
        };
        SignedIn: {
            /** @example eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhYyJ9.c2lnbmF0dXJl */
            access_token: string;
            account: components["schemas"]["Account"];
            /** @example 900 */
            expires_in_s: number;
            /** @example se_01m7yfk1recv3cp621tr */
            session_id: string;
            /** @default Bearer */
            token_type: string;
        };
        SignIn: {
            /** @example asha@sahyadri.example */
            email: string;
            /**
             * Format: password
             * @example three green lamps at dawn
             */
            password: string;
            /** @example 123456 */
            totp?: string;
        };
        Suiting: {
            /**
             * Format: date
             * @example 2026-12-01
             */
            from_on: string;
            /**
             * @default 00:00
             * @example 17:00
             */
            from_time: string;
            /**
             * Format: date
             * @example 2026-12-14
             */
            until_on: string;
            /**
             * @default 24:00
             * @example 20:00
             */
            until_time: string;
            /** @default [] */
            weekdays: number[];
        };
        TakenTime: {
            /** @example ap_01m7yfk1recv3cp621tr */
            appointment_id: string | null;
            /** @example bl_01m7yfk1recv3cp621tr */
            block_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            from_at: string;
            /** @example en_01m7yfk1recv3cp621tr */
            id: string;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string | null;
            reason: string | null;
            seat: number;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @enum {string} */
            state: "blocked" | "booked" | "held";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            until_at: string;
        };
        Template: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            diary_id: string;
            /** @example tp_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string} */
            state: "active" | "withdrawn";
            /**
             * Format: date
             * @example 2026-12-01
             */
            valid_from: string;
            /** Format: date */
            valid_until: string | null;
            version: number;
            windows: components["schemas"]["Window"][];
        };
        TemplateChange: {
            /** Format: date */
            valid_from?: string;
            /** Format: date */
            valid_until?: string | null;
            windows?: components["schemas"]["Window"][];
        };
        TemplatePage: {
            items: components["schemas"]["Template"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        Term: {
            /** @enum {string} */
            record_type: "appointment" | "chart" | "consent" | "document" | "invoice" | "message" | "patient" | "prescription" | "result" | "trail";
            /** @example Maharashtra */
            region: string | null;
            /** @example 10 */
            years: number;
        };
        Terms: {
            cancel_until_minutes: number;
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            hold_seconds: number;
            horizon_days: number;
            lead_minutes: number;
            most_upcoming: number;
            version: number;
        };
        TermsChange: {
            cancel_until_minutes?: number;
            horizon_days?: number;
            lead_minutes?: number;
            most_upcoming?: number;
        };
        Ticket: {
            /** @example ap_01m7yfk1recv3cp621tr */
            appointment_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            arrived_at: string;
            /** @enum {string} */
            because: "booked" | "late" | "moved" | "returned" | "urgent" | "walk_in";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            called_at: string | null;
            calls: number;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            finished_at: string | null;
            /** @example tk_01m7yfk1recv3cp621tr */
            id: string;
            /** @enum {string|null} */
            moved_for: "child" | "disabled" | "elderly" | "in_pain" | "our_fault" | "own_wish" | "pregnant" | "urgent" | null;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            /** @example Room 2 */
            room: string;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /** @enum {string} */
            source: "desk" | "phone" | "portal" | "waitlist" | "walk_in";
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            starts_at: string;
            /** @enum {string} */
            state: "called" | "done" | "in_consultation" | "left" | "skipped" | "waiting";
            /** @example 12 */
            token: number;
        };
        TrailReview: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            oldest_at: string | null;
            past_its_time: number;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            reviewed_at: string;
        };
        VisitDeed: {
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            at: string;
            /** @example front_desk */
            by_role: string;
            reason: string | null;
            /** @example booked */
            verb: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            was_at: string | null;
        };
        Visitor: {
            /** @example pa_01m7yfk1recv3cp621tr */
            id: string;
            /** @example SAH-000123 */
            mrn: string;
            /** @example Lakshmi Iyer */
            name: string;
            /** @example +919820012345 */
            phone: string | null;
        };
        VisitPlace: {
            /** @example pr_01m7yfk1recv3cp621tr */
            diary_id: string;
            seat: number;
        };
        Wait: {
            /** @example cl_01m7yfk1recv3cp621tr */
            clinic_id: string;
            /** @example wl_01m7yfk1recv3cp621tr */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T04:00:00+00:00
             */
            joined_at: string;
            lapses: number;
            /** @example pa_01m7yfk1recv3cp621tr */
            patient_id: string;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /** @enum {string} */
            state: "booked" | "ended" | "offered" | "waiting" | "withdrawn";
            suiting: components["schemas"]["Suiting"][];
            /**
             * Format: date
             * @example 2026-12-14
             */
            until_on: string;
            /** @enum {string} */
            urgency: "routine" | "soon" | "urgent";
        };
        Waiting: {
            offer: components["schemas"]["Offer"] | null;
            wait: components["schemas"]["Wait"];
        };
        WaitingPage: {
            items: components["schemas"]["Waiting"][];
            /** @example WyJhc2hhIiwicHJfMDEiXQ */
            next_cursor: string | null;
        };
        WalkIn: {
            /** @default null */
            age: number | null;
            /** @default false */
            although_alike: boolean;
            /**
             * Format: date
             * @default null
             */
            born_on: string | null;
            /**
             * @default en
             * @enum {string}
             */
            language: "as" | "bn" | "en" | "gu" | "hi" | "kn" | "ml" | "mr" | "or" | "pa" | "ta" | "te" | "ur";
            /** @default null */
            name: string | null;
            /**
             * @default null
             * @example pa_01m7yfk1recv3cp621tr
             */
            patient_id: string | null;
            /** @default null */
            phone: string | null;
            /** @example pr_01m7yfk1recv3cp621tr */
            practitioner_id: string;
            /** @default null */
            reason: string | null;
            /** @example sv_01m7yfk1recv3cp621tr */
            service_id: string;
            /**
             * @default null
             * @enum {string|null}
             */
            sex: "female" | "male" | "not_stated" | "other" | null;
            /** @default false */
            urgent: boolean;
        };
        WalkInProblem: {
            alike?: components["schemas"]["LikelyKnown"][];
            /** @example  */
            detail: string;
            errors?: components["schemas"]["ProblemFault"][];
            /** @example urn:request:9f2c0c6d1e3b4a58 */
            instance: string;
            /** @example 404 */
            status: number;
            /** @example There is nothing here that you may see. */
            title: string;
            /** @example /problems/not-found */
            type: string;
        };
        Weighing: {
            /** @enum {string} */
            urgency: "routine" | "soon" | "urgent";
        };
        Window: {
            /** @example 09:00 */
            from_time: string;
            /**
             * @default [
             *       "in_person"
             *     ]
             */
            modes: ("in_person" | "video")[];
            /**
             * @default
             * @example Room 2
             */
            place: string;
            /**
             * @default 1
             * @example 1
             */
            seats: number;
            /** @example 15 */
            slot_minutes: number;
            /** @example 13:00 */
            until_time: string;
            /** @example 0 */
            weekday: number;
        };
    };
    responses: {
        /** @description Default error response */
        DEFAULT_ERROR: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
