import { Router } from 'express'
import { FORMS } from './document-answer.ts'
import type { LoadedDocument } from './load.ts'

/** `/openapi.json` and `/openapi.yaml`: the document as it stands, for any page that reads it. */
export function createDocumentRoutes(loaded: () => LoadedDocument): Router {
  const router = Router()
  for (const [path, [mediaType, write]] of Object.entries(FORMS)) {
    router.get(path, (_, response) => {
      response.set('Access-Control-Allow-Origin', '*').type(mediaType).send(write(loaded()))
    })
  }
  return router
}
