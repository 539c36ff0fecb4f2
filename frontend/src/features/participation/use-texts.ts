/** What phones say: the words stand where an editor finds them too, which lets its draft be tried as on a phone. */
export { usePhoneTexts as useTexts } from "@/components/phone/use-texts";
